import type { ReactNode } from 'react';

/** A text whose days, `2028-05-31`, are not broken between two lines. */
export function Dated({ text }: { readonly text: string }): ReactNode {
  return text.split(/(\d{4}-\d{2}-\d{2})/).map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      // What stands at a place of a text is named by the place.
      <span key={index} className="day">
        {part}
      </span>
    ),
  );
}
