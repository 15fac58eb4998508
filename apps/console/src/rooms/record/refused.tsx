import { FACT_WORDS, type MemberEvent } from '#libs/ledger/pure';
import { Alert, Button } from 'antd';
import type { ReactNode } from 'react';
import { ApiProblem } from '../../api/problem.js';
import { placeAt, useCoordinates } from '../../app/coordinates.js';
import { useSession } from '../../app/session.js';
import { Failure } from '../../parts/failure.js';
import { Link } from '../../parts/link.js';
import { years } from '../../words/values.js';
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

/** A refusal and the way on: what came in since where somebody was faster, fewer years where a repair names too many. */
export function Refused({
  error,
  member,
  goOn,
  repairFewer,
}: {
  readonly error: unknown;
  readonly member: string;
  readonly goOn: (version: number) => void;
  /** Tries a repair of so many years in place of the one that was refused. */
  readonly repairFewer: (years: number) => void;
}): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const { may } = useSession();
  const coordinates = useCoordinates();
  const since =
    error instanceof ApiProblem && error.code === 'wrong-expected-version'
      ? (error.body.eventsSince as readonly MemberEvent[] | undefined)
      : undefined;
  const latest = since?.at(-1);
  const helping = helpingYears(error);
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
      {helping !== null && helping > 0 && (
        <Button onClick={() => repairFewer(helping)}>
          {say('record.repairFewer', { years: years(helping, say) })}
        </Button>
      )}
      {helping !== null && may('quote') && (
        <Link to={placeAt(`/members/${encodeURIComponent(member)}/repair`, coordinates)}>
          {say('tabs.repair')}
        </Link>
      )}
    </Failure>
  );
}

/** How many years a refused repair could have named; null: the refusal is another one. */
function helpingYears(error: unknown): number | null {
  if (!(error instanceof ApiProblem) || error.code !== 'repair-cannot-help') return null;
  const helping = error.body.errors?.[0]?.['helpingYears'];
  return typeof helping === 'number' ? helping : null;
}
