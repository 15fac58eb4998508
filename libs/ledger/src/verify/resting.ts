import { type BlamedEvents, DECLARATIONS_STREAM } from '#libs/audit';
import type { Position } from '#libs/event-store';
import type { Unjudged } from '#libs/projections';
import { MEMBER_STREAMS, memberOfStream, memberStream } from '../members/stored-fact.js';
import { POLICY_STREAM } from '../policy/policy-events.js';

/** What was not judged: it rests on events that are not what was sealed, so that it need not be wrong itself. */
export interface NotJudged {
  /** How many differ from what the log gives now; null: none was compared. */
  readonly count: number | null;
  /** Those events, ascending; none where the log cannot be read, and nothing tells where. */
  readonly because: readonly Position[];
}

/** Which rows of the read models rest on blamed events. */
export function restingRows({ positions, streams, isUnbounded }: BlamedEvents): Unjudged {
  const members = [...streams].filter((each) => each.startsWith(MEMBER_STREAMS)).map(memberOfStream);
  return {
    positions,
    members: isUnbounded || isOfEveryone(streams) ? 'all' : new Set(members),
    streams: isUnbounded ? 'all' : streams,
  };
}

/** Whether an answer about a member rests on blamed events. */
export function isResting(member: string, { streams, isUnbounded }: BlamedEvents): boolean {
  return isUnbounded || isOfEveryone(streams) || streams.has(memberStream(member));
}

/** Packs, regions and declarations: an answer about anybody may rest on them. */
function isOfEveryone(streams: ReadonlySet<string>): boolean {
  return streams.has(POLICY_STREAM) || streams.has(DECLARATIONS_STREAM);
}
