import { SCHEME_WORDS, STATUS_WORDS, type MemberEvent } from '#libs/ledger/pure';
import type { ReactNode } from 'react';
import { factLine } from '../../words/facts.js';
import { type MessageName, type Say, useLanguage, useSay } from '../../words/words.js';
import { choicesOf, type FormField, mayBeEmpty, ownName } from './fields.js';

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
  const said = {
    id,
    value,
    'aria-invalid': isWrong,
    'aria-describedby': isWrong ? `${id}-wrong` : undefined,
  };
  return (
    <span className="date-field">
      <label htmlFor={id}>
        {fieldLabel(field, say)}
        {mayBeEmpty(field) && <span className="soft"> {say('record.optional')}</span>}
      </label>
      {options === null ? (
        <input
          {...said}
          className="text"
          placeholder={PLACEHOLDERS[field.kind]}
          onChange={(event) => onChange(event.target.value)}
          autoComplete="off"
        />
      ) : (
        <select {...said} onChange={(event) => onChange(event.target.value)}>
          <option value="">–</option>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
      {isWrong && (
        <span className="wrong" id={`${id}-wrong`}>
          {expected(field, say)}
        </span>
      )}
    </span>
  );
}

/** What a field is called. */
export function fieldLabel(field: FormField, say: Say): string {
  return say(`input.${ownName(field)}` as MessageName);
}

/** What a field takes, said where something else stands in it. */
export function expected({ kind }: FormField, say: Say): string {
  switch (kind) {
    case 'date':
      return say('field.day');
    case 'amount':
      return say('field.amount');
    case 'year':
      return say('field.year');
    case 'years':
      return say('field.years');
    case 'count':
      return say('field.count');
    case 'event-id':
    case 'flag':
    case 'reason':
    case 'scheme':
    case 'status':
    case 'transfer-side':
      return say('field.choice');
    case 'identifier':
    case 'region':
    case 'replacement':
    case 'text':
      return say('field.text');
  }
}

/** How a field is written. */
const PLACEHOLDERS: Readonly<Partial<Record<FormField['kind'], string>>> = {
  date: 'yyyy-mm-dd',
  amount: '400.00',
  years: '2025 2026',
  year: 'yyyy',
};
