import type { ReactNode } from 'react';

/** A table that is scrolled where it does not fit, by keys too; its columns keep whole words. */
export function Scrolled({
  label,
  children,
}: {
  readonly label: string;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <div className="scroll" role="region" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
