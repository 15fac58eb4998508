import type { LeafContent } from '#libs/audit';
import { canonicalJson } from '#libs/canonical';
import { type Account, type Bilingual, type PolicyPack, SCHEMES } from '#libs/enrollment';
import { answerFrom, type AskedFacts } from '../decisions/answer-from.js';
import type { DecisionAnswer, ServedDecision } from '../decisions/decision-answers.js';
import { decisionOf } from '../decisions/decision-event.js';
import { decisionLetter, type LetterSeal } from '../decisions/letter.js';
import { letterAsHtml } from '../decisions/letter-pages.js';
import { storedFactOf } from '../members/stored-fact.js';
import { isShown, visibilityOf } from '../members/visibility.js';
import { bookOf } from '../policy/book-of.js';
import { packsIn, policyIn, regionsIn } from '../policy/known-policy.js';
import { type PolicyEvent, readPolicyEvent } from '../policy/policy-events.js';
import { recordingBook } from '../policy/recording-book.js';
import { sourcesOf } from '../watermarks/completeness.js';
import { DeclaredWatermarks } from '../watermarks/declared-watermarks.js';
import type { BundleParts, PackEvidence, ReadingEvidence } from './bundle.js';

type Events = { readonly events: readonly LeafContent[] };

/** What a decision is made again from: its event, and what may have been known when it was made. */
export interface Evidence {
  readonly decision: Events;
  readonly facts: Events;
  readonly policy: Events;
  readonly watermarks: Events;
  /** A pinned version that was never adopted has its content here. */
  readonly packs: readonly Pick<PackEvidence, 'pack'>[];
}

/** What recomputing needs beside the evidence. */
export interface Surroundings {
  /** `sha256:…` over a text in UTF-8. */
  readonly sha256Of: (text: string) => string;
  readonly isSample: boolean;
  readonly seal: LetterSeal;
}

/** A decision as it comes out now, and the parts of a bundle that follow from it. */
export interface Recomputed extends Pick<BundleParts, 'packs' | 'readings' | 'explanation' | 'letters'> {
  /** Canonical JSON. */
  readonly answer: string;
  readonly sentences: Account['sentences'];
  readonly explanationDigest: string;
  /** First day of which whoever it was served to saw nothing; null: it saw everything. */
  readonly hiddenFrom: ServedDecision['servedTo']['hiddenFrom'];
}

type PolicyEntry = { readonly value: PolicyEvent; readonly position: number };

/**
 * Answers the question of a decision anew from the evidence alone: no store, no file, no clock. Every proof of the evidence
 * was checked before, or is not needed since it comes from the ledger itself.
 *
 * @throws Error where the evidence is of no registered member, or an event cannot be read
 */
export function recompute(evidence: Evidence, { sha256Of, isSample, seal }: Surroundings): Recomputed {
  const decision = decisionIn(evidence.decision.events);
  const { question, on, position, language, knownAt } = decision;
  const stored = evidence.facts.events.filter((event) => event.position <= position).map(storedFactOf);
  const adopted = evidence.policy.events.map((event): PolicyEntry => ({
    value: readPolicyEvent(event),
    position: event.position,
  }));
  const known = adopted.filter((entry) => entry.position <= position);
  const policy = policyIn(known);
  const candidates = [
    ...packsIn(known).map(({ value }) => value),
    ...packsIn(adopted).map(({ value }) => value),
    ...evidence.packs.flatMap(({ pack }) => pack ?? []),
  ];
  const pin = question.pack === undefined ? undefined : pinned(question.pack, decision, candidates);
  const recording = recordingBook(bookOf(policy, { pin }));
  const all = stored.map(({ fact }) => fact);
  const visibility = visibilityOf(all, bookOf(policy), { regions: decision.servedTo.regions });
  if (visibility === undefined) throw new Error('Whoever it was served to could not see the member.');
  const shown = stored.filter(({ fact }) => isShown(fact, all, visibility));
  const asked: AskedFacts = {
    member: question.member,
    on,
    facts: shown.map(({ fact }) => fact),
    recording,
    isHypothetical: (region) => pin !== undefined && pin.id !== regionsIn(known).get(region)?.value.pack,
    coordinates: () => ({ on, knownAt, position, packs: recording.used(), engine: decision.engine }),
  };
  const watermarks = new DeclaredWatermarks();
  for (const event of evidence.watermarks.events) watermarks.apply(event);
  const { kind, enrolmentYear } = question;
  const scheme = SCHEMES.find((each) => each === (question.scheme ?? 'resident'));
  if (scheme === undefined) throw new Error('The question names no scheme.');
  const answered = answerFrom(
    asked,
    (region) => ({
      declared: (of) => watermarks.declared({ region, kind: of }, position),
      told: (of) => sourcesOf(shown, of),
    }),
    { kind, scheme, language, enrolmentYear },
    sha256Of,
  );
  if (answered === undefined) throw new Error('The member is not registered by the facts known.');
  const answer: DecisionAnswer = { ...answered.answer, decisionId: decision.decisionId };
  return {
    answer: canonicalJson(answer),
    sentences: answered.sentences,
    explanationDigest: answered.explanationDigest,
    hiddenFrom: visibility.hiddenFrom,
    explanation: answered.accounts,
    packs: decision.packs.map((used) => packEvidence(used, known, adopted, candidates)),
    readings: readingsCited(answered.accounts, answer, candidates),
    letters: lettersOf(decision, { isSample, seal }),
  };
}

function decisionIn([event, another]: readonly LeafContent[]): ServedDecision {
  const decision = event === undefined || another !== undefined ? undefined : decisionOf(event);
  if (decision === undefined) throw new Error('A decision is one event that serves it.');
  return decision;
}

/** The version that was pinned, as the answer used it: a later choice or adoption of the same name is another one. */
function pinned(name: string, { packs }: ServedDecision, candidates: readonly PolicyPack[]): PolicyPack {
  const named = candidates.filter(({ id, version }) => `${id}@${version}` === name);
  const found = named.find(({ digest }) => packs.some((used) => used.digest === digest)) ?? named[0];
  if (found === undefined) throw new Error(`The pinned version ${name} is not in the evidence.`);
  return found;
}

function packEvidence(
  { id, version, digest }: ServedDecision['packs'][number],
  known: readonly PolicyEntry[],
  adopted: readonly PolicyEntry[],
  candidates: readonly PolicyPack[],
): PackEvidence {
  const at = [...known, ...adopted].find(({ value }) => {
    if (value.type === 'PackAdopted') return value.data.pack.digest === digest;
    return value.type === 'ReadingChosen' && value.data.versions.some((each) => each.digest === digest);
  });
  const pack = at === undefined ? (candidates.find((each) => each.digest === digest) ?? null) : null;
  return { id, version, digest, position: at?.position ?? null, pack };
}

/** The readings that the account or the answer cites, as each pack in use reads them. */
function readingsCited(
  accounts: readonly Account[],
  answer: DecisionAnswer,
  candidates: readonly PolicyPack[],
): readonly ReadingEvidence[] {
  const cited = new Set<string>([
    ...accounts.flatMap(({ steps }) => steps.flatMap(({ readingIds }) => readingIds)),
    ...('readingIds' in answer ? answer.readingIds : []),
  ]);
  return answer.coordinates.packs.flatMap(({ id, version, digest }) => {
    const pack = candidates.find((each) => each.digest === digest);
    // In the order of their names: the evidence has them so.
    const readings = Object.entries(pack?.readings ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
    return readings.flatMap(([reading, { choice, clause, evidence, confidence }]) =>
      cited.has(reading)
        ? [{ pack: `${id}@${version}`, id: reading, choice, clause, evidence, confidence }]
        : [],
    );
  });
}

function lettersOf(
  decision: ServedDecision,
  printed: { readonly isSample: boolean; readonly seal: LetterSeal },
): Bilingual {
  return {
    zh: letterAsHtml(decisionLetter(decision, 'zh', printed), 'zh'),
    en: letterAsHtml(decisionLetter(decision, 'en', printed), 'en'),
  };
}
