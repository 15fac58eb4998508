import { isCivilDate } from '#libs/enrollment';
import { useId, useState, type ReactNode } from 'react';
import { useSay } from '../words/words.js';

/** A field for a day as `2027-03-05`: the form in which the tables and the files have it, whatever the browser's own is. */
export function DateField({
  label,
  value,
  onChange,
  placeholder,
}: {
  readonly label: string;
  readonly value: string;
  /** A day, or the empty text where the field was emptied. */
  readonly onChange: (day: string) => void;
  readonly placeholder?: string;
}): ReactNode {
  const say = useSay();
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? value;
  const isWrong = shown !== '' && !isCivilDate(shown) && !shown.startsWith('pos:');
  const commit = (): void => {
    if (typed !== null && typed !== value && !isWrong) onChange(typed);
    if (!isWrong) setTyped(null);
  };
  return (
    <span className="date-field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="date"
        value={shown}
        inputMode="numeric"
        placeholder={placeholder ?? 'yyyy-mm-dd'}
        aria-invalid={isWrong}
        aria-describedby={isWrong ? `${id}-wrong` : undefined}
        onChange={(event) => setTyped(event.target.value.trim())}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit();
          if (event.key === 'Escape') setTyped(null);
        }}
        autoComplete="off"
      />
      {isWrong && (
        <span className="wrong" id={`${id}-wrong`}>
          {say('field.day')}
        </span>
      )}
    </span>
  );
}
