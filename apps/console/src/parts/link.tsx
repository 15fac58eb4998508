import type { AnchorHTMLAttributes, MouseEvent, ReactNode } from 'react';
import { BASE, goTo } from '../app/router.js';

type Attributes = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href' | 'onClick'>;

/** A link to a place in the console; opened with a modifier key it opens like any other link. */
export function Link({ to, ...rest }: { readonly to: string } & Attributes): ReactNode {
  const follow = (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    goTo(to);
    window.scrollTo(0, 0);
  };
  return <a {...rest} href={BASE + to} onClick={follow} />;
}
