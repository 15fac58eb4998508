import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import type { Comparison } from '../derivation/compare.js';
import { type Say, useSay } from '../words/words.js';
import { Dialog } from './dialog.js';

/** A comparison with the name of the answer that was compared. */
export interface NamedComparison {
  readonly name: string;
  readonly result: Comparison;
}

/** Says that everything on the page was computed here too, to the same bytes; anything else is said loudly. */
export function Recomputed({ comparisons }: { readonly comparisons: readonly NamedComparison[] }): ReactNode {
  const say = useSay();
  const [isOpen, setOpen] = useState(false);
  const wrong = comparisons.filter(({ result }) => result.status !== 'identical');
  if (comparisons.length === 0)
    return (
      <span className="recomputed pending" role="status">
        {say('recomputed.pending')}
      </span>
    );
  if (wrong.length === 0)
    return (
      <span className="recomputed" role="status" data-compared={comparisons.length}>
        {say('recomputed.same')}
      </span>
    );
  return (
    <span className="recomputed differs" role="alert">
      {wrong.map(({ name, result }) => (
        <span key={name}>{textOf(name, result, say)}</span>
      ))}
      <Button size="small" onClick={() => setOpen(true)}>
        {say('recomputed.show')}
      </Button>
      <Dialog title={say('recomputed.title')} isOpen={isOpen} close={() => setOpen(false)}>
        {wrong.map(({ name, result }) => (
          <Difference key={name} name={name} result={result} />
        ))}
        <Button onClick={() => setOpen(false)}>{say('app.close')}</Button>
      </Dialog>
    </span>
  );
}

function textOf(name: string, result: Comparison, say: Say): string {
  switch (result.status) {
    case 'identical':
      return '';
    case 'other-engine':
      return say('recomputed.engine', { served: result.served, local: result.local });
    case 'different':
      return say('recomputed.different', { name, parts: result.parts.join(' ') });
  }
}

function Difference({ name, result }: NamedComparison): ReactNode {
  const say = useSay();
  if (result.status === 'identical') return null;
  const text = JSON.stringify({ answer: name, ...result }, null, 1);
  return (
    <section>
      <h3>{textOf(name, result, say)}</h3>
      <dl className="pair">
        <dt>{say('recomputed.served')}</dt>
        <dd>
          <code>{result.served}</code>
        </dd>
        <dt>{say('recomputed.local')}</dt>
        <dd>
          <code>{result.local}</code>
        </dd>
      </dl>
      <a
        download={`difference-${name}.json`}
        href={`data:application/json;charset=utf-8,${encodeURIComponent(text)}`}
      >
        {say('recomputed.export')}
      </a>
    </section>
  );
}
