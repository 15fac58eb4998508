import { useState, type SubmitEvent, type ReactNode } from 'react';
import { useBindings } from '../app/key-setting.js';
import { goTo } from '../app/router.js';
import { useSay } from '../words/words.js';

/** The field for the number of a member or of a decision, in the header; a key leads to it. */
export function SearchField(): ReactNode {
  const say = useSay();
  const [number, setNumber] = useState('');
  const { search: key } = useBindings();
  const search = (event: SubmitEvent): void => {
    event.preventDefault();
    const wanted = number.trim();
    if (wanted === '') return;
    setNumber('');
    goTo(placeOf(wanted));
  };
  return (
    <form className="search" role="search" onSubmit={search}>
      <input
        type="search"
        value={number}
        onChange={(event) => setNumber(event.target.value)}
        aria-label={say('search.field')}
        placeholder={say('search.placeholder', { key })}
        autoComplete="off"
        spellCheck={false}
      />
    </form>
  );
}

/** Where a number leads: that of a decision to its letter, any other to the member. */
function placeOf(number: string): string {
  return `/${number.startsWith('dec_') ? 'decisions' : 'members'}/${encodeURIComponent(number)}`;
}
