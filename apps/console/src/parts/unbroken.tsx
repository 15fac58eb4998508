import type { ReactNode } from 'react';

/** A text that is broken between two lines at its spaces alone: the number of a document stays whole, 闽政办〔2025〕3号. */
export function Unbroken({ text }: { readonly text: string }): ReactNode {
  return text.split(' ').map((part, index) => (
    // What stands at a place of a text is named by the place.
    <span key={index}>
      <span className="day">{part}</span>{' '}
    </span>
  ));
}
