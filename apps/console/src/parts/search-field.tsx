import { useState, type SubmitEvent, type ReactNode } from 'react';
import { goTo } from '../app/router.js';
import { useSay } from '../words/words.js';

/** The field for a member number in the header; `/` leads to it. */
export function SearchField(): ReactNode {
  const say = useSay();
  const [number, setNumber] = useState('');
  const search = (event: SubmitEvent): void => {
    event.preventDefault();
    const wanted = number.trim();
    if (wanted === '') return;
    setNumber('');
    goTo(`/members/${encodeURIComponent(wanted)}`);
    document.getElementById('content')?.focus();
  };
  return (
    <form className="search" role="search" onSubmit={search}>
      <input
        type="search"
        value={number}
        onChange={(event) => setNumber(event.target.value)}
        aria-label={say('search.field')}
        placeholder={say('search.placeholder')}
        autoComplete="off"
        spellCheck={false}
      />
    </form>
  );
}
