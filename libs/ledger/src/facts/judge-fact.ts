import { canonicalJson } from '#libs/canonical';
import { decide, DomainError, type Fact, type FactBody, type PolicyBook } from '#libs/enrollment';
import type { LedgerContext } from '../context.js';
import { LedgerError, RestatedRefusal } from '../errors.js';
import { type AskedMember, memberNotFound, visibleTo } from '../members/ask-member.js';
import { type StoredFact, summaryOf } from '../members/stored-fact.js';
import { mayRecord, staysOf } from '../members/visibility.js';
import { includesRegion } from '../scope.js';
import type { FactRequest } from './fact-request.js';

/** What is known of a member when a fact about it is judged, and what of that the caller may see. */
export interface KnownMember {
  readonly stored: readonly StoredFact[];
  readonly known: readonly Fact[];
  /** Undefined: nothing. */
  readonly seen: Pick<AskedMember, 'stored' | 'facts' | 'visibility'> | undefined;
}

/** Reads a member beside what the caller may see of it. */
export async function knownMember(context: LedgerContext, request: FactRequest): Promise<KnownMember> {
  const stored = await context.members.load(request.member);
  const seen = visibleTo(context, request, stored, Number.MAX_SAFE_INTEGER);
  return { stored, known: stored.map(({ fact }) => fact), seen };
}

/** A scope may record about members it sees, register into its own regions, and receive members from elsewhere. */
export function checkAccess({ body, scope }: FactRequest, { known, seen }: KnownMember): void {
  if (scope.regions === 'all') return;
  if (body.type === 'MemberRegistered') {
    if (!includesRegion(scope, body.region)) throw new LedgerError('not-allowed', { seen: body.region });
    return;
  }
  if (body.type === 'RegionTransferred' && includesRegion(scope, body.toRegion)) return;
  if (seen === undefined || !mayRecord(body, known, seen.visibility)) throw memberNotFound();
}

/** Judges a fact against the version that the caller has seen, and against all that is known. Gives what to record. */
export function judge(request: FactRequest, member: KnownMember, book: PolicyBook): FactBody {
  // Of a member whom the caller does not see, no version is told before the fact itself is found right.
  const isUnseen = member.seen === undefined && member.stored.length > 0;
  if (!isUnseen) checkVersion(request, member);
  const body = decideFor(request, member, book);
  if (isUnseen) checkVersion(request, member);
  return body;
}

function checkVersion({ expectedVersion: expected }: FactRequest, { stored, seen }: KnownMember): void {
  if (expected === undefined || expected === stored.length) return;
  const since = (seen?.stored ?? []).filter(({ version }) => version > expected).map(summaryOf);
  const actual = seen === undefined && stored.length > 0 ? {} : { actual: stored.length };
  throw new LedgerError('wrong-expected-version', { expected, ...actual }, since);
}

/** Decides by everything known; a refusal that hidden facts lead to says its code alone. */
function decideFor({ body }: FactRequest, { known, seen }: KnownMember, book: PolicyBook): FactBody {
  const error = refusalOf(body, known, book);
  if (!(error instanceof DomainError)) return error;
  if (seen?.visibility.hiddenFrom === null) throw error;
  const alike = refusalOf(body, seen?.facts ?? [], book);
  if (alike instanceof DomainError && alike.code === error.code && sameProblems(alike, error)) throw error;
  if (seen === undefined && isFromElsewhere(body, known, book)) {
    throw hiddenRefusal({ code: 'not-in-region', pointer: '/fromRegion' });
  }
  const [first] = error.problems;
  throw hiddenRefusal({ code: error.code, pointer: first?.pointer ?? '' });
}

function refusalOf(body: FactBody, known: readonly Fact[], book: PolicyBook): FactBody | DomainError {
  try {
    return decide(body, known, book);
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}

function sameProblems(a: DomainError, b: DomainError): boolean {
  return canonicalJson(a.problems) === canonicalJson(b.problems);
}

/** A move that names another region than the one in which the member is. */
function isFromElsewhere(body: FactBody, known: readonly Fact[], book: PolicyBook): boolean {
  if (body.type !== 'RegionTransferred') return false;
  const stay = staysOf(known, book).findLast(({ from }) => from === null || from <= body.effectiveOn);
  return stay?.region !== body.fromRegion;
}

function hiddenRefusal(place: Pick<RestatedRefusal, 'code'> & { readonly pointer: string }): RestatedRefusal {
  return new RestatedRefusal({
    ...place,
    detail: {
      zh: '与该参保人在其他统筹区的记录不符。',
      en: 'It does not fit what another region has recorded about the member.',
    },
    remedy: { zh: '与参保人所在统筹区核对。', en: 'Check it with the region in which the member is.' },
  });
}
