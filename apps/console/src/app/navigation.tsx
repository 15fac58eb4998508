import type { ReactNode } from 'react';
import { Link } from '../parts/link.js';
import { useSay } from '../words/words.js';
import { ROOMS } from './rooms.js';
import { useSession } from './session.js';

/** The menu on the left: the rooms that the role may enter. */
export function Navigation({ path }: { readonly path: string }): ReactNode {
  const say = useSay();
  const { may } = useSession();
  const shown = ROOMS.filter(({ inMenu, needs }) => inMenu === true && (needs === null || may(needs)));
  return (
    <nav className="menu" aria-label={say('app.menu')}>
      <ul>
        {shown.map(({ pattern, title }) => (
          <li key={pattern}>
            <Link to={pattern} aria-current={isWithin(pattern, path) ? 'page' : undefined}>
              {say(title)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function isWithin(pattern: string, path: string): boolean {
  return pattern === '/' ? path === '/' : path === pattern || path.startsWith(`${pattern}/`);
}
