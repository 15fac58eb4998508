import {
  civilDayOfInstant,
  derive,
  type Fact,
  type FactBody,
  factOf,
  type History,
  isDatedInFuture,
  ownDay,
  type PolicyBook,
  type WarningCode,
  WARNING_CODES,
  yearOf,
  type CivilDate,
} from '#libs/enrollment';
import { chinaTime } from '../china-time.js';
import { isShown, type Visibility } from '../members/visibility.js';
import { changesBetween } from './consequences.js';
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
  /** What the caller may see of the member; undefined: nothing. */
  readonly visibility: Visibility | undefined;
}

/** The reply to a recorded fact. It depends on nothing that came later, so a repeated request gets the same one. */
export function replyTo(recording: Recording): RecordedFact {
  const { id, body, before, recordedAt, position } = recording;
  return {
    appended: position !== undefined,
    event: {
      id,
      type: body.type,
      effectiveOn: effectiveOnOf(body, before),
      recordedAt: position === undefined ? null : chinaTime(recordedAt),
      position: position ?? null,
      version: before.length + 1,
    },
    ...changesBy(recording),
    supersededDecisions: [],
  };
}

/** What the fact changes and which warnings it brings: by the facts that the caller may see. */
function changesBy(recording: Recording): Pick<RecordedFact, 'consequences' | 'warnings'> {
  const { id, body, before: known, book, recordedAt, visibility } = recording;
  const fact = factOf(id, body, recordedAt);
  if (visibility === undefined) {
    return { consequences: [], warnings: isDatedInFuture(fact, [...known, fact]) ? ['dated-in-future'] : [] };
  }
  const before = known.filter((each) => isShown(each, known, visibility));
  const after = [...before, fact];
  const options = { throughYear: yearOf(civilDayOfInstant(recordedAt)) };
  const was = derive(before, book, options);
  const is = derive(after, book, options);
  return {
    consequences: changesBetween(was, is, visibility),
    warnings: WARNING_CODES.filter((code) =>
      code === 'dated-in-future' ? isDatedInFuture(fact, after) : countOf(is, code) > countOf(was, code),
    ),
  };
}

function countOf(history: History | undefined, code: WarningCode): number {
  return history?.warnings.filter((warning) => warning.code === code).length ?? 0;
}

/** The own day of a fact that has been decided: what it names is there. */
export function effectiveOnOf(body: FactBody, known: readonly Fact[]): CivilDate {
  const day = ownDay(body, known);
  if (day === undefined) throw new Error(`A decided ${body.type} has no day of its own.`);
  return day;
}
