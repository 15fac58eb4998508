import { isCivilDate } from '#libs/enrollment';
import { useId, useState, type ReactNode } from 'react';
import { isMoment } from '../app/address.js';
import { useSay } from '../words/words.js';

/** So many characters fit into the field as it is. */
const DAY_LENGTH = 10;

/** A field for a day as `2027-03-05`: the form in which the tables and the files have it, whatever the browser's own is; or for a moment. */
export function DateField({
  label,
  holds = 'day',
  value,
  onChange,
  placeholder,
}: {
  readonly label: string;
  /** A moment is a day, a position or an instant, as `knownAt` takes it. */
  readonly holds?: 'day' | 'moment';
  readonly value: string;
  /** What is held, or the empty text where the field was emptied. */
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
}): ReactNode {
  const say = useSay();
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? value;
  const isWrong = shown !== '' && !(holds === 'day' ? isCivilDate : isMoment)(shown);
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
        style={shown.length > DAY_LENGTH ? { width: `${String(shown.length + 3)}ch` } : undefined}
        value={shown}
        inputMode={holds === 'day' ? 'numeric' : 'text'}
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
          {say(`field.${holds}`)}
        </span>
      )}
    </span>
  );
}
