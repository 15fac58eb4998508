import { PAGE_SIZE } from '#libs/event-store';
import type { Hash } from '../hashing.js';
import { TILE_WIDTH } from '../merkle/tiles.js';
import { Checkpoints } from '../sqlite/checkpoints.js';
import type { FoundSeals } from '../sqlite/seal-database.js';
import { SealedTree } from '../sqlite/sealed-tree.js';
import type { Finding, OutsideCheckpoint } from './findings.js';
import { leafOrNothing } from './log-alone.js';
import { LogWalk } from './log-walk.js';
import type { VerifiedLog } from './verify-log.js';
import { readOrNothing } from './judged-notes.js';

/** Which log it is, and what says otherwise. */
export interface LogIdentity {
  /** The id that the leaves were made with. */
  readonly logId: string;
  /** Each place that has another one. */
  readonly findings: readonly Finding[];
}

/** What of a log says which one it is. */
export interface NamedPlaces {
  readonly log: VerifiedLog;
  readonly seals: FoundSeals | undefined;
  /** Signed notes from elsewhere, of whatever log: where there are no seals, what one covers tells. */
  readonly outside: readonly Pick<OutsideCheckpoint, 'size' | 'root' | 'checkpoint'>[];
}

/**
 * The store's record, the seals and every checkpoint name the log, and its leaves are made with that name. Where they differ, the
 * name under which events come to the leaves that were sealed is the right one, and the others were changed. Undefined where none
 * does and store and seals differ: then two logs were put together, or too much was changed to tell.
 */
export async function logIdentity(places: NamedPlaces): Promise<LogIdentity | undefined> {
  const { log, seals, outside } = places;
  const said = log.ledger.logId;
  const newest = seals && new Checkpoints(seals.connection).latest();
  const noted = newest && readOrNothing(newest.note)?.logId;
  const own = new Set([noted, seals?.logId, said].filter((each) => each !== undefined));
  if (own.size > 1) {
    for (const logId of own) if (await isSealedAs(logId, places)) return named(logId, places);
    return seals === undefined || seals.logId === said ? { logId: said, findings: [] } : undefined;
  }
  if (noted === undefined)
    for (const { size, root, checkpoint } of outside)
      if (checkpoint !== undefined && checkpoint.logId !== said && checkpoint.creation?.kind !== 'access-log')
        if (await isRootAs(checkpoint.logId, log, { size, root })) return named(checkpoint.logId, places);
  return { logId: said, findings: [] };
}

function named(logId: string, { log, seals }: NamedPlaces): LogIdentity {
  const said = { store: log.ledger.logId, seals: seals?.logId ?? logId };
  const findings = (['store', 'seals'] as const).flatMap((place): readonly Finding[] => {
    const seen = said[place];
    return seen === logId ? [] : [{ kind: 'log-id-changed', place, seen, expected: logId }];
  });
  return { logId, findings };
}

/** Whether some of the first events come to leaves that were sealed, if the log has this id. Others may have been changed, too. */
async function isSealedAs(logId: string, { log, seals }: NamedPlaces): Promise<boolean> {
  if (seals === undefined) return false;
  const tree = new SealedTree(seals.connection);
  const sealed = new Set<string>();
  for (let tile = 0; tile * TILE_WIDTH < PAGE_SIZE; tile += 1)
    for (const hash of tree.tiles(0, tile)) sealed.add(hash.toString('hex'));
  const heads = new Map<string, Hash>();
  for await (const events of log.readPages({ after: 0, limit: PAGE_SIZE }))
    for (const event of events) {
      const leaf = leafOrNothing(event, { logId, previous: heads.get(event.stream) ?? null });
      if (leaf === undefined) continue;
      if (sealed.has(leaf.toString('hex'))) return true;
      heads.set(event.stream, leaf);
    }
  return false;
}

/** Whether the log has this root, if it has this id. */
async function isRootAs(
  logId: string,
  log: VerifiedLog,
  { size, root }: { readonly size: number; readonly root: Hash },
): Promise<boolean> {
  const walk = new LogWalk(logId, undefined);
  for await (const events of log.readPages({ after: 0, limit: size }))
    for (const each of events) walk.take(each);
  walk.end();
  return walk.tree.size >= size && walk.tree.rootAt(size).equals(root);
}
