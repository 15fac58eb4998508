import type { ReactNode } from 'react';
import { useSettled } from '../app/use-settled.js';

/** So long a sentence has to stand before it is announced, in milliseconds: a slider on the move says nothing. */
const STANDING_MS = 700;

/** A short sentence for those who hear the page: what a moving control has come to. */
export function Announced({ text }: { readonly text: string }): ReactNode {
  const settled = useSettled(text, STANDING_MS);
  return (
    <p className="hidden" role="status">
      {settled}
    </p>
  );
}
