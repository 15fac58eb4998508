import { writtenChoice } from '#libs/policy/pure';
import type { ReactNode } from 'react';
import { choiceText } from '../words/choices.js';
import { useLanguage } from '../words/words.js';

/** A choice of a reading in words; the code that a pack or a question writes stands behind it. */
export function Choice({ id, choice }: { readonly id: string; readonly choice: unknown }): ReactNode {
  const language = useLanguage();
  return (
    <span className="choice" title={`${id}=${writtenChoice(choice)}`}>
      {choiceText(id, choice, language)}
    </span>
  );
}
