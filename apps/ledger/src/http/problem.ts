import type { Bilingual, Clause } from '#libs/enrollment';
import type { Language } from './language.js';
import type { EventSummary } from '#libs/ledger';
import { PROBLEM_TYPES, type ProblemCode } from './problem-types.js';

/** One place of the request that a problem is about, with the facts of the refusal beside its code. */
export interface ProblemPlace {
  readonly code: string;
  readonly pointer?: string;
  readonly [fact: string]: unknown;
}

/** Everything a problem can say, in both languages, before it is written for one request. */
export interface Complaint {
  readonly code: ProblemCode;
  readonly detail: Bilingual;
  readonly remedy?: Bilingual | undefined;
  readonly clause?: Clause | undefined;
  readonly errors?: readonly ProblemPlace[] | undefined;
  /** What happened to the member since the version that the caller knew. */
  readonly eventsSince?: readonly EventSummary[] | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** A problem document (RFC 9457) with the members of this API. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ProblemCode;
  readonly detail: string;
  readonly instance: string;
  readonly clause?: string;
  readonly remedy?: string;
  readonly errors?: readonly ProblemPlace[];
  readonly eventsSince?: readonly EventSummary[];
}

/** So many places at most are listed; whoever has that many has one mistake in its program. */
export const MAX_ERRORS = 50;

/** Writes a complaint as the problem document of one request. */
export function problemOf(complaint: Complaint, requestId: string, language: Language): Problem {
  const { code, detail, remedy, clause, errors = [], eventsSince } = complaint;
  const { status, title } = PROBLEM_TYPES[code];
  return {
    type: `/problems/${code}`,
    title: title[language],
    status,
    code,
    detail: detail[language],
    instance: `urn:uuid:${requestId}`,
    ...(clause === undefined ? {} : { clause: `${clause.document} ${clause.at}`.trim() }),
    ...(remedy === undefined ? {} : { remedy: remedy[language] }),
    ...(errors.length === 0
      ? {}
      : { errors: errors.slice(0, MAX_ERRORS).map((place) => placeIn(place, language)) }),
    ...(eventsSince === undefined ? {} : { eventsSince }),
  };
}

/**
 * A place in one language: facts whose name ends in `Zh` are the Chinese wording of the fact beside them. A number
 * that JSON readers do not agree on is written as text.
 */
function placeIn(place: ProblemPlace, language: Language): ProblemPlace {
  const facts = Object.entries(place).flatMap(([name, value]): [string, unknown][] => {
    if (name === 'field' || name.endsWith('Zh') || value === undefined) return [];
    const chinese = language === 'zh' ? place[`${name}Zh`] : undefined;
    return [[name, writable(chinese ?? value)]];
  });
  return { ...Object.fromEntries(facts), code: place.code };
}

function writable(value: unknown): unknown {
  if (typeof value !== 'number') return value;
  const isExact = Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
  return isExact ? value : String(value);
}
