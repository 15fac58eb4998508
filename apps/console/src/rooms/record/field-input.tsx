import { SCHEME_WORDS, STATUS_WORDS, type MemberEvent } from '#libs/ledger/pure';
import type { ReactNode } from 'react';
import { factLine } from '../../words/facts.js';
import { type MessageName, useLanguage, useSay } from '../../words/words.js';
import { choicesOf, type FormField } from './fields.js';

/** One field of a fact: a list where the values are fixed, the member's facts where one is corrected, else a text. */
export function FieldInput({
  id,
  field,
  value,
  isWrong,
  events,
  onChange,
}: {
  readonly id: string;
  readonly field: FormField;
  readonly value: string;
  readonly isWrong: boolean;
  readonly events: readonly MemberEvent[];
  readonly onChange: (value: string) => void;
}): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const choices = choicesOf(field);
  const word = (choice: string): string => {
    if (Object.hasOwn(SCHEME_WORDS, choice))
      return SCHEME_WORDS[choice as keyof typeof SCHEME_WORDS][language];
    if (Object.hasOwn(STATUS_WORDS, choice))
      return STATUS_WORDS[choice as keyof typeof STATUS_WORDS][language];
    if (field.kind === 'reason') return say(`reason.${choice}` as MessageName);
    return say(choice === 'true' ? 'word.yes' : 'word.no');
  };
  const options =
    field.kind === 'event-id'
      ? events.map((event) => ({
          value: event.id,
          label: `${event.effectiveOn} ${factLine(event, { say, language })}`,
        }))
      : (choices?.map((choice) => ({ value: choice, label: word(choice) })) ?? null);
  return (
    <span className="date-field">
      <label htmlFor={id}>
        {say(`input.${field.name}` as MessageName)}
        {field.optional === 'always' && <span className="soft"> {say('record.optional')}</span>}
      </label>
      {options === null ? (
        <input
          id={id}
          className="text"
          value={value}
          placeholder={HINTS[field.kind]}
          onChange={(event) => onChange(event.target.value)}
          aria-invalid={isWrong}
          autoComplete="off"
        />
      ) : (
        <select
          id={id}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          aria-invalid={isWrong}
        >
          <option value="">–</option>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </span>
  );
}

/** How a field is written. */
const HINTS: Readonly<Partial<Record<FormField['kind'], string>>> = {
  date: 'yyyy-mm-dd',
  amount: '400.00',
  years: '2025 2026',
  year: 'yyyy',
};
