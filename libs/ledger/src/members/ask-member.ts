import { type Fact, refusal } from '#libs/enrollment';
import type { LedgerContext } from '../context.js';
import type { MemberQuestion } from '../ledger.js';
import { resolve, type Resolved } from '../coordinates/resolve.js';
import { RestatedRefusal } from '../errors.js';
import { isShown, type Visibility, visibilityOf } from './visibility.js';
import type { StoredFact } from './stored-fact.js';

/** A question about a member with everything that an answer is made of. */
export interface AskedMember extends Resolved {
  readonly member: string;
  /** The facts known at the moment that the caller may see. */
  readonly stored: readonly StoredFact[];
  readonly facts: readonly Fact[];
  /** Number of the member's events known at the moment, the hidden ones included. */
  readonly version: number;
  readonly visibility: Visibility;
}

/** Opens a question about a member; one whom the caller may not see is not found. `at` is where its faults are reported. */
export async function askMember(
  context: LedgerContext,
  question: MemberQuestion,
  at = '',
): Promise<AskedMember> {
  const resolved = await resolve(context, question, at);
  const all = await context.members.loadAt(question.member, resolved.position);
  const seen = visibleTo(context, question, all, resolved.position);
  if (seen === undefined) throw await notFoundAt(context, question);
  return { ...resolved, member: question.member, version: all.length, ...seen };
}

/** As `askMember`, about a day: one on which the member was no longer the caller's is not found either. */
export async function askMemberOnDay(
  context: LedgerContext,
  question: MemberQuestion,
  at = '',
): Promise<AskedMember> {
  const asked = await askMember(context, question, at);
  const { hiddenFrom } = asked.visibility;
  if (hiddenFrom !== null && asked.on >= hiddenFrom) throw memberNotFound();
  return asked;
}

/** What a scope sees of the facts of a member; undefined where that is nothing. */
export function visibleTo(
  { policy }: LedgerContext,
  { scope }: Pick<MemberQuestion, 'scope'>,
  all: readonly StoredFact[],
  position: number,
): Pick<AskedMember, 'stored' | 'facts' | 'visibility'> | undefined {
  if (all.length === 0) return undefined;
  const facts = all.map(({ fact }) => fact);
  // Where a member was does not depend on pins and readings, only on what is known of its region transfers.
  const visibility = visibilityOf(facts, policy.bookAt(position), scope);
  return visibility && shownOf(all, visibility);
}

/** The facts of a member that are shown where so much of it may be seen. */
export function shownOf(
  all: readonly StoredFact[],
  visibility: Visibility,
): Pick<AskedMember, 'stored' | 'facts' | 'visibility'> {
  const facts = all.map(({ fact }) => fact);
  if (visibility.hiddenFrom === null) return { stored: all, facts, visibility };
  const stored = all.filter(({ fact }) => isShown(fact, facts, visibility));
  return { stored, facts: stored.map(({ fact }) => fact), visibility };
}

/** Not found; of a member whom the caller sees today it says that the moment asked about came too early. */
async function notFoundAt(context: LedgerContext, question: MemberQuestion): Promise<Error> {
  const { knownAt, member } = question;
  if (knownAt === undefined) return memberNotFound();
  const today = visibleTo(context, question, await context.members.load(member), Number.MAX_SAFE_INTEGER);
  if (today === undefined) return memberNotFound();
  return new RestatedRefusal({
    code: 'member-not-found',
    pointer: '',
    detail: {
      zh: `知悉时点 ${knownAt} 时尚不知此参保人。`,
      en: `The member was not known at ${knownAt}.`,
    },
    remedy: { zh: '改用较晚的知悉时点。', en: 'Ask for a later knownAt.' },
  });
}

/** The answer to a question about a member who is not there, or not for the caller. */
export function memberNotFound(): Error {
  return refusal('member-not-found', '');
}
