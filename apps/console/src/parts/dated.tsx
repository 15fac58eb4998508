import type { ReactNode } from 'react';

/** A day as tables write it, or in the long form of a letter in either language. */
const DAY = /(\d{4}-\d{2}-\d{2}|\d{4}年\d{1,2}月\d{1,2}日|\d{1,2} [A-Z][a-z]{2,8} \d{4})/;

/** A text whose days, `2028-05-31`, `2028年5月31日` or `31 May 2028`, are not broken between two lines. */
export function Dated({ text }: { readonly text: string }): ReactNode {
  return text.split(DAY).map((part, index) =>
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
