import { FACT_WORDS, type MemberEvent } from '#libs/ledger/pure';
import { Alert, Button } from 'antd';
import type { ReactNode } from 'react';
import { ApiProblem } from '../../api/problem.js';
import { Failure } from '../../parts/failure.js';
import { useLanguage, useSay } from '../../words/words.js';

/** A field that has to be filled in otherwise: where it is, what it is called and what it takes. */
export interface WrongField {
  readonly id: string;
  readonly label: string;
  readonly expected: string;
}

/** What has to be corrected before a fact can be tried; each line leads to its field. */
export function WrongFields({ fields }: { readonly fields: readonly WrongField[] }): ReactNode {
  const say = useSay();
  return (
    <Alert
      type="error"
      showIcon={false}
      title={say('record.wrong')}
      description={
        <ul>
          {fields.map(({ id, label, expected }) => (
            <li key={id}>
              <a href={`#${id}`}>{label}</a>: {expected}
            </li>
          ))}
        </ul>
      }
    />
  );
}

/** A refusal; where somebody was faster, what came in since, and the way on. */
export function Refused({
  error,
  goOn,
}: {
  readonly error: unknown;
  readonly goOn: (version: number) => void;
}): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const since =
    error instanceof ApiProblem && error.code === 'wrong-expected-version'
      ? (error.body.eventsSince as readonly MemberEvent[] | undefined)
      : undefined;
  const latest = since?.at(-1);
  return (
    <Failure error={error}>
      {since !== undefined && latest !== undefined && (
        <>
          <p>{say('state.conflict', { count: since.length })}</p>
          <ul>
            {since.map((event) => (
              <li key={event.id}>
                {FACT_WORDS[event.type][language]} {event.effectiveOn}
              </li>
            ))}
          </ul>
          <Button onClick={() => goOn(latest.version)}>{say('state.goOn')}</Button>
        </>
      )}
    </Failure>
  );
}
