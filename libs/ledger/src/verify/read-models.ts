import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BlamedEvents, fileFindings, NO_BLAMED_EVENTS } from '#libs/audit';
import type { CivilDate } from '#libs/enrollment';
import type { EventStore, Position } from '#libs/event-store';
import {
  changedRows,
  differentRows,
  type DifferentRow,
  forgetAnchor,
  hasLookedAhead,
  hasReadModels,
  NO_WINDOWS,
  type Pauses,
  projectedThrough,
  READ_MODEL_LAYOUT,
  readModelFile,
  STANDING,
  StandingModel,
  TurnPauses,
} from '#libs/projections';
import { standingSource } from '../read-models/standing-source.js';
import { type NotJudged, restingRows } from './resting.js';

/** What the comparison of the read models with the log gave. */
export type ReadModelsVerdict =
  | { readonly status: 'same' }
  | {
      readonly status: 'different';
      readonly rows: readonly DifferentRow[];
      /**
       * Others that rest on events that are not what was sealed; null: none does. Its `count` is null where one of `rows` says how far
       * the read models had come, or what is made when it is read: then nothing else of them could be compared.
       */
      readonly notJudged: NotJudged | null;
    }
  /** Nothing differs but what rests on events that are not what was sealed. */
  | { readonly status: 'not-judged'; readonly notJudged: NotJudged }
  /** They were made of events after the last one that the log has: it was cut, or an older copy was put back. */
  | { readonly status: 'ahead'; readonly position: Position; readonly head: Position }
  /** They cannot be read, or cannot be brought up to date. */
  | { readonly status: 'damaged'; readonly reason: string }
  | { readonly status: 'none' }
  /** It was told to end before it had compared them. */
  | { readonly status: 'not-compared' };

/** What says how far the read models had come, and what is made when it is read: with other values sound rows would seem wrong. */
const MEASURES: readonly string[] = ['generations', 'feed_spans', 'feed_left_out'];

/**
 * Looks at what the read models say of themselves, then builds them from nothing and compares every row. What is in the
 * directory is not touched: a copy of it is brought up to the end of the log first, so that both stand at the same point.
 *
 * @param blamed events that are not what was sealed: they are the finding, and not the rows that rest on them
 */
export async function verifyReadModels(
  store: EventStore,
  directory: string,
  { blamed = NO_BLAMED_EVENTS, signal }: { readonly blamed?: BlamedEvents; readonly signal: AbortSignal },
): Promise<ReadModelsVerdict> {
  if (!hasReadModels(directory)) return { status: 'none' };
  const scratch = mkdtempSync(join(tmpdir(), 'canbao-verify-'));
  const remove = (): void => {
    rmSync(scratch, { recursive: true, force: true });
  };
  // They are of members: also a process that is told a second time to end leaves nothing of them.
  process.once('exit', remove);
  const [copy, anew] = [join(scratch, 'copy'), join(scratch, 'anew')];
  try {
    for (const suffix of ['', '-wal']) {
      const file = `${readModelFile(directory)}${suffix}`;
      if (existsSync(file)) cpSync(file, `${readModelFile(copy)}${suffix}`);
    }
    const [damage] = fileFindings(readModelFile(copy), READ_MODEL_LAYOUT);
    if (damage !== undefined) return { status: 'damaged', reason: `${damage.file}: ${damage.says}` };
    const changed = changedRows(copy, store.ledger.logId);
    if (changed === 'other-layout') return { status: 'damaged', reason: OTHER_LAYOUT };
    if (changed.some(({ table }) => MEASURES.includes(table))) {
      const notJudged = { count: null, because: blamed.positions };
      return { status: 'different', rows: changed, notJudged };
    }
    const apart = await apartFrom(store, copy, blamed);
    if (apart !== undefined) return apart;
    let asOf: CivilDate | null;
    try {
      asOf = await caughtUp(store, copy, signal);
    } catch (error) {
      if (signal.aborted) throw error;
      if (changed.length > 0) return { status: 'different', rows: changed, notJudged: null };
      if (isAnyBlamed(blamed)) throw error;
      return { status: 'damaged', reason: error instanceof Error ? error.message : String(error) };
    }
    await caughtUp(store, anew, signal, { asOf, isLookingAhead: hasLookedAhead(copy) });
    const isNamed = ({ table, key }: DifferentRow): boolean =>
      changed.some((each) => each.table === table && each.key === key);
    const { rows: others, unjudged } = differentRows(copy, anew, restingRows(blamed));
    const rows = [...changed, ...others.filter((each) => !isNamed(each))];
    const notJudged = unjudged === 0 ? null : { count: unjudged, because: blamed.positions };
    if (rows.length > 0) return { status: 'different', rows, notJudged };
    return notJudged === null ? { status: 'same' } : { status: 'not-judged', notJudged };
  } catch (error) {
    if (signal.aborted) return { status: 'not-compared' };
    throw error;
  } finally {
    process.off('exit', remove);
    remove();
  }
}

function isAnyBlamed({ positions, isUnbounded }: BlamedEvents): boolean {
  return positions.length > 0 || isUnbounded;
}

/**
 * What is to be said of read models of which the log has not the last event: brought up to its end they would be dropped and made
 * again, and then be the same. Where that event is blamed, the copy goes on without it.
 */
async function apartFrom(
  store: EventStore,
  copy: string,
  blamed: BlamedEvents,
): Promise<ReadModelsVerdict | undefined> {
  const through = projectedThrough(copy);
  if (through === undefined) return undefined;
  const { position, anchor } = through;
  const head = await store.head();
  if (position > head) return { status: 'ahead', position, head };
  if (anchor === null) return undefined;
  for await (const { id } of store.readAll({ after: anchor.position - 1, through: anchor.position }))
    if (id === anchor.id) return undefined;
  if (!blamed.isUnbounded && !blamed.positions.includes(anchor.position))
    return { status: 'different', rows: [{ table: 'generations', key: STANDING }], notJudged: null };
  forgetAnchor(copy);
  return undefined;
}

const OTHER_LAYOUT =
  'another program laid them out, or the header of the file was changed; start the server once, which makes them again, and verify then';

/** Gives way to signals, and ends what is under way in the midst of it: nothing of it is kept. */
function endedBy(signal: AbortSignal): Pauses {
  const turns = new TurnPauses();
  return {
    at: async (point) => {
      await turns.at(point);
      signal.throwIfAborted();
    },
  };
}

/**
 * @param as whom they are to be compared with: the clock may have gone back since midnights came there
 * @returns the day on which they stand
 */
async function caughtUp(
  store: EventStore,
  directory: string,
  signal: AbortSignal,
  as: { readonly asOf: CivilDate | null; readonly isLookingAhead: boolean } = {
    asOf: null,
    isLookingAhead: false,
  },
): Promise<CivilDate | null> {
  const model = new StandingModel({
    directory,
    store,
    source: standingSource(store),
    pauses: endedBy(signal),
    limits: NO_WINDOWS,
    isVerified: true,
  });
  try {
    await model.catchUp(signal);
    if (as.asOf !== null) await model.turnTo(as.asOf);
    if (as.isLookingAhead) await model.lookAhead();
    return model.status.asOf;
  } finally {
    await model.stop();
  }
}
