import { existsSync } from 'node:fs';
import {
  accessLogFile,
  type FoundSeals,
  JudgedNotes,
  namedAccessLogs,
  type OutsideCheckpoint,
} from '#libs/audit';
import { openSqliteLogView, StoreError } from '#libs/event-store';
import type { OutsideAccessLog } from './access-log.js';
import type { UnplacedCheckpoint } from './verify-ledger.js';

/** Which log each checkpoint from outside is of. */
export interface PlacedCheckpoints {
  /** Of the ledger. */
  readonly outside: readonly OutsideCheckpoint[];
  readonly accessLogOutside: readonly OutsideAccessLog[];
  readonly unplaced: readonly UnplacedCheckpoint[];
  /** Plainly of another ledger. */
  readonly others: readonly OutsideCheckpoint[];
}

/**
 * Tells the checkpoints of a ledger from those of its access logs. Where an access log is gone, a checkpoint of it is known by what
 * it says it was made as, or by the ledger's checkpoints, which name it; where nothing tells, it may be of another ledger as well.
 *
 * @param given of whatever logs
 * @param ledger `accessLogs`: directories of those that are verified; null: access logs are left out
 */
export function placedCheckpoints(
  given: readonly OutsideCheckpoint[],
  ledger: {
    readonly logId: string;
    readonly accessLogs: readonly string[] | null;
    readonly seals: FoundSeals | undefined;
  },
): PlacedCheckpoints {
  const { logId, accessLogs, seals } = ledger;
  const isOurs = ({ checkpoint }: OutsideCheckpoint): boolean => (checkpoint?.logId ?? logId) === logId;
  const outside = given.filter(isOurs);
  if (outside.length === given.length) return { outside, accessLogOutside: [], unplaced: [], others: [] };
  const named = new Set([
    ...(accessLogs ?? []).flatMap((directory) => logIdIn(directory) ?? []),
    ...namedAccessLogs(seals && new JudgedNotes(seals)).map((each) => each.logId),
    ...outside.flatMap(({ checkpoint }) => checkpoint?.accessLog?.logId ?? []),
  ]);
  const accessLogOutside: OutsideAccessLog[] = [];
  const unplaced: UnplacedCheckpoint[] = [];
  const others: OutsideCheckpoint[] = [];
  for (const each of given.filter((note) => !isOurs(note))) {
    const { name, size, checkpoint } = each;
    const { logId: of = '', creation } = checkpoint ?? {};
    const isOfReads = named.has(of) || creation?.kind === 'access-log';
    if (isOfReads && accessLogs !== null) accessLogOutside.push({ ...each, logId: of });
    else if (!isOfReads && creation === null) unplaced.push({ name, size, logId: of });
    else others.push(each);
  }
  return { outside, accessLogOutside, unplaced, others };
}

/** The id of the access log in a directory; undefined where there is none that can be opened. */
function logIdIn(directory: string): string | undefined {
  if (!existsSync(accessLogFile(directory))) return undefined;
  try {
    const view = openSqliteLogView(directory);
    view.close();
    return view.ledger.logId;
  } catch (error) {
    // What is wrong with it is for the verification to say.
    if (error instanceof StoreError) return undefined;
    throw error;
  }
}
