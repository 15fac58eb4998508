import {
  civilDayOfInstant,
  derive,
  type Fact,
  type FactBody,
  factOf,
  isDatedInFuture,
  ownDay,
  type PolicyBook,
  type WarningCode,
  WARNING_CODES,
  yearOf,
  type CivilDate,
} from '#libs/enrollment';
import { chinaTime } from '../china-time.js';
import { consequencesOf } from './consequences.js';
import type { RecordedFact } from './recorded-fact.js';

/** A fact beside those recorded before it. */
export interface Recording {
  readonly id: string;
  readonly body: FactBody;
  readonly before: readonly Fact[];
  /** The policy known when it was recorded. */
  readonly book: PolicyBook;
  /** When it was recorded; for a dry run, when it was asked. */
  readonly recordedAt: string;
  /** Undefined for a dry run. */
  readonly position: number | undefined;
  readonly hiddenFrom: CivilDate | null;
}

/** The reply to a recorded fact. It depends on nothing that came later, so a repeated request gets the same one. */
export function replyTo(recording: Recording): RecordedFact {
  const { id, body, before, book, recordedAt, position, hiddenFrom } = recording;
  const fact = factOf(id, body, recordedAt);
  const after = [...before, fact];
  const throughYear = yearOf(civilDayOfInstant(recordedAt));
  return {
    appended: position !== undefined,
    event: {
      id,
      type: body.type,
      effectiveOn: effectiveOnOf(body, before),
      recordedAt: position === undefined ? null : chinaTime(recordedAt),
      position: position ?? null,
      version: after.length,
    },
    consequences: consequencesOf({ before, after, book, throughYear, hiddenFrom }),
    supersededDecisions: [],
    warnings: newWarnings({ before, after, fact, book, throughYear }),
  };
}

/** The own day of a fact that has been decided: what it names is there. */
export function effectiveOnOf(body: FactBody, known: readonly Fact[]): CivilDate {
  const day = ownDay(body, known);
  if (day === undefined) throw new Error(`A decided ${body.type} has no day of its own.`);
  return day;
}

/** The warnings that the fact itself brings. */
function newWarnings(change: {
  readonly before: readonly Fact[];
  readonly after: readonly Fact[];
  readonly fact: Fact;
  readonly book: PolicyBook;
  readonly throughYear: number;
}): readonly WarningCode[] {
  const { before, after, fact, book, throughYear } = change;
  const [was, is] = [before, after].map(
    (facts) => derive(facts, book, { throughYear })?.warnings.map(({ code }) => code) ?? [],
  );
  const count = (codes: readonly WarningCode[] | undefined, code: WarningCode): number =>
    codes?.filter((each) => each === code).length ?? 0;
  return WARNING_CODES.filter((code) =>
    code === 'dated-in-future' ? isDatedInFuture(fact, after) : count(is, code) > count(was, code),
  );
}
