import {
  type HeadEvidence,
  headEvidence,
  type LeafContent,
  leafContent,
  leafOf,
  NotSealedError,
  sealEvidence,
  type Seals,
} from '#libs/audit';
import { canonicalJson } from '#libs/canonical';
import type { RecordedEvent } from '#libs/event-store';
import type { LedgerContext } from '../context.js';
import { pinnedPack } from '../coordinates/resolve.js';
import { decisionStream } from '../decisions/decision-event.js';
import type { DecisionAnswer, ServedDecision } from '../decisions/decision-answers.js';
import { findDecision } from '../decisions/find-decision.js';
import { LedgerError } from '../errors.js';
import { excerpt } from '../excerpt.js';
import { sha256Of } from '../hashing.js';
import type { BundleQuestion } from '../ledger.js';
import { visibleTo } from '../members/ask-member.js';
import { memberStream, MEMBER_STREAMS } from '../members/stored-fact.js';
import { POLICY_STREAM } from '../policy/policy-events.js';
import { WATERMARK_STREAM } from '../watermarks/watermark-log.js';
import {
  BUNDLE_ALGORITHMS,
  BUNDLE_FORMAT,
  type BundleParts,
  type EvidenceBundle,
  type StreamEvidence,
} from './bundle.js';
import { sealAt } from './decision-seal.js';
import { recompute } from './recompute.js';

/**
 * A stream of declarations that is longer is not shown whole: only what the answer rests on. So many make a bundle of some
 * 10 MB, which takes about a second to make, and again to verify.
 */
const MAX_WHOLE_WATERMARKS = 20_000;

/** Facts may be sealed while they are read; then everything is read once more. */
const MAX_TRIES = 5;

/** Events of a stream with the leaf hashes before them. */
interface Read {
  readonly stream: string;
  readonly leaves: readonly LeafContent[];
  /** All that the stream had when it was read. */
  readonly isWhole: boolean;
}

type Streams = Readonly<Record<'decision' | 'facts' | 'policy' | 'watermarks', Read>>;

/** What the seals show of some streams. */
interface Shown extends Pick<BundleParts, 'checkpoints' | 'inclusion'> {
  readonly streams: Readonly<Record<keyof Streams, StreamEvidence>>;
  readonly seal: ReturnType<typeof sealAt>;
}

/**
 * Everything that shows a decision to be right, in one document (docs/audit-format.md): canonical JSON.
 *
 * @throws LedgerError `not-found`; `not-allowed` where the reader may not see every fact of the member, since leaving one
 * out would leave the proof out, too; `not-sealed` with what to wait for
 */
export async function evidenceBundle(context: LedgerContext, question: BundleQuestion): Promise<string> {
  const { id, reader, seals, since = [] } = question;
  const decision = await findDecision(context, id, reader);
  await checkSeesAll(context, decision, question);
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const streams = await readStreams(context, decision, seals);
    const shown = shownBy(streams, { seals, since });
    if (shown !== undefined) return bundleOf(context, decision, shown);
  }
  throw new LedgerError('projection-behind', { seen: 'seals', expected: `pos:${String(decision.position)}` });
}

/** Of a member who moved away nothing later is shown to the region it left, and a part of a stream proves little. */
async function checkSeesAll(
  context: LedgerContext,
  { question }: ServedDecision,
  { reader, id }: BundleQuestion,
): Promise<void> {
  await context.policy.refresh();
  const all = await context.members.load(question.member);
  const seen = visibleTo(context, reader, all, Number.MAX_SAFE_INTEGER);
  if (seen === undefined) throw new LedgerError('not-found', { seen: excerpt(id) });
  if (seen.visibility.hiddenFrom === null) return;
  const moved = seen.stored.findLast(({ fact }) => fact.type === 'RegionTransferred')?.fact;
  const region = moved?.type === 'RegionTransferred' ? moved.data.toRegion : '–';
  throw new LedgerError('not-allowed', { seen: region });
}

async function readStreams(
  context: LedgerContext,
  decision: ServedDecision,
  seals: Seals | undefined,
): Promise<Streams> {
  const { decisionId, question } = decision;
  const [served, facts, policy, watermarks] = await Promise.all([
    wholeStream(context, decisionStream(decisionId)),
    wholeStream(context, memberStream(question.member)),
    wholeStream(context, POLICY_STREAM),
    readWatermarks(context, decision, seals),
  ]);
  return { decision: served, facts, policy, watermarks };
}

async function wholeStream({ store }: LedgerContext, stream: string): Promise<Read> {
  const { logId } = store.ledger;
  const leaves: LeafContent[] = [];
  let previous: Buffer | null = null;
  for (const event of await store.readStream(stream)) {
    leaves.push(leafContent(event, { logId, previous }));
    previous = leafOf(event, { logId, previous });
  }
  return { stream, leaves, isWhole: true };
}

/** Every declaration, or where they are many, the first and the last known of each source that the answer asked. */
async function readWatermarks(
  context: LedgerContext,
  { answer, position }: ServedDecision,
  seals: Seals | undefined,
): Promise<Read> {
  await context.watermarks.refresh();
  if (context.watermarks.version <= MAX_WHOLE_WATERMARKS) return wholeStream(context, WATERMARK_STREAM);
  const { coordinates: _, ...said } = JSON.parse(answer) as DecisionAnswer;
  const asked =
    'region' in said ? context.watermarks.upTo(position).filter(({ region }) => region === said.region) : [];
  const nameOf = ({ source, kind }: (typeof asked)[number]): string => `${kind} ${source}`;
  const first = new Map([...asked].reverse().map((each) => [nameOf(each), each.position]));
  const last = new Map(asked.map((each) => [nameOf(each), each.position]));
  const positions = [...new Set([...first.values(), ...last.values()])].sort((a, b) => a - b);
  const leaves: LeafContent[] = [];
  for (const each of positions) leaves.push(...(await leafAt(context, each, seals)));
  return { stream: WATERMARK_STREAM, leaves, isWhole: false };
}

async function leafAt(
  { store }: LedgerContext,
  position: number,
  seals: Seals | undefined,
): Promise<readonly LeafContent[]> {
  const [event] = await firstPage(store.readPages({ after: position - 1, limit: 1 }));
  if (event === undefined) return [];
  const fromVersion = Math.max(1, event.version - 1);
  const [before] = await store.readStream(event.stream, { fromVersion, maxCount: 1 });
  const index = before === undefined ? undefined : seals?.tree.indexOf(before.position);
  const previous = event.version === 1 || index === undefined ? null : (seals?.tree.leaf(index) ?? null);
  return [leafContent(event, { logId: store.ledger.logId, previous })];
}

async function firstPage(pages: AsyncIterable<readonly RecordedEvent[]>): Promise<readonly RecordedEvent[]> {
  for await (const page of pages) return page;
  return [];
}

/**
 * The proofs of what was read, all at one moment. Undefined where a stream had grown by then and the rest of it was sealed:
 * then it has to be read once more.
 */
function shownBy(
  streams: Streams,
  { seals, since }: { readonly seals: Seals | undefined; readonly since: readonly number[] },
): Shown | undefined {
  const position = streams.decision.leaves[0]?.position ?? 0;
  if (seals === undefined) throw notSealed(position, 0);
  try {
    return seals.atOnce(() => {
      if (seals.sealedThrough < position) throw notSealed(position, seals.sealedThrough);
      const shown = {
        decision: headed(seals, streams.decision),
        facts: headed(seals, streams.facts),
        policy: headed(seals, streams.policy),
        watermarks: headed(seals, streams.watermarks),
      };
      if (Object.values(shown).some((each) => each === undefined)) return undefined;
      const whole = shown as Shown['streams'];
      const positions = Object.values(whole).flatMap(({ events }) => events.map((each) => each.position));
      const proofs = sealEvidence(seals, { positions, first: position, since });
      return { streams: whole, seal: sealAt(seals, position), ...proofs };
    });
  } catch (error) {
    if (!(error instanceof NotSealedError)) throw error;
    throw new LedgerError('not-sealed', { seen: error.seen, expected: error.sealedSize });
  }

  function notSealed(seen: number, through: number): LedgerError {
    return new LedgerError('not-sealed', { seen: `pos:${String(seen)}`, expected: `pos:${String(through)}` });
  }
}

/** A stream as far as it is sealed, with its head; undefined where more of it is sealed than was read. */
function headed(seals: Seals, { stream, leaves, isWhole }: Read): StreamEvidence | undefined {
  if (!isWhole) return { stream, events: leaves, head: null };
  const head = headEvidence(seals, stream);
  const length = isHeadOf(seals, stream, head) ? (head.found?.length ?? 0) : 0;
  if (length > leaves.length) return undefined;
  const events = leaves.slice(0, length);
  return { stream, events, head: namesAMember(seals, stream, head) ? null : head };
}

function isHeadOf(seals: Seals, stream: string, { found }: HeadEvidence): boolean {
  return found !== null && found.key === seals.keyOf(stream);
}

/** A proof that a stream does not exist shows the key of another; that of another member is nobody's business. */
function namesAMember(seals: Seals, stream: string, { found }: HeadEvidence): boolean {
  if (found === null) return false;
  const named = seals.streamAt(found.key);
  return named !== stream && named?.startsWith(MEMBER_STREAMS) === true;
}

function bundleOf(
  context: LedgerContext,
  decision: ServedDecision,
  { streams, seal, checkpoints, inclusion }: Shown,
): string {
  const { kind, logId } = context.store.ledger;
  if (seal === undefined) throw new Error('What is sealed has a seal.');
  const { question, decisionId, position } = decision;
  const pin = question.pack === undefined ? null : pinnedPack(context, question.pack, { position });
  const again = recompute(
    { ...streams, packs: pin === null ? [] : [{ pack: pin }] },
    { sha256Of, isSample: kind === 'sample', seal },
  );
  const { packs, readings, explanation, letters } = again;
  const parts: BundleParts = { ...streams, checkpoints, inclusion, packs, readings, explanation, letters };
  return bundleText(parts, {
    algorithms: BUNDLE_ALGORITHMS,
    decision: decisionId,
    ledger: kind,
    log: logId,
    member: question.member,
  });
}

/** The canonical JSON of a bundle; that of each part is written once, for its digest and for the whole. */
function bundleText(parts: BundleParts, said: Omit<EvidenceBundle['manifest'], 'parts'>): string {
  const texts = Object.entries(parts)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, part]) => ({ name, text: canonicalJson(part) }));
  const digests = Object.fromEntries(texts.map(({ name, text }) => [name, sha256Of(text)]));
  const manifest = canonicalJson({ ...said, parts: digests });
  const written = texts.map(({ name, text }) => `"${name}":${text}`);
  return `{"format":"${BUNDLE_FORMAT}","manifest":${manifest},"parts":{${written.join(',')}}}`;
}
