import type { AccessLogHead } from '../note/named-logs.js';
import { Checkpoints } from '../sqlite/checkpoints.js';
import type { SealDatabase } from '../sqlite/seal-database.js';
import type { OutsideCheckpoint } from './findings.js';
import { storedCheckpoints } from './verify-seals.js';

/** A checkpoint of an access log, and the first checkpoint of the ledger that names it, by its number of events. */
export interface NamedAccessLog extends AccessLogHead {
  readonly by: number;
}

/** Every checkpoint of an access log that the ledger's name, each once and in their order: all of them must still hold. */
export function namedAccessLogs(seals: SealDatabase): readonly NamedAccessLog[] {
  const named: NamedAccessLog[] = [];
  for (const { checkpoint } of storedCheckpoints(new Checkpoints(seals.connection))) {
    const head = checkpoint?.accessLog ?? null;
    const last = named.at(-1);
    if (checkpoint === undefined || head === null) continue;
    const isSame = last?.logId === head.logId && last.size === head.size && last.root.equals(head.root);
    if (!isSame) named.push({ ...head, by: checkpoint.size });
  }
  return named;
}

/** Those of one access log, for its verification, each by the checkpoint of the ledger that names it. */
export function boundOf(logId: string, named: readonly NamedAccessLog[]): readonly OutsideCheckpoint[] {
  return named
    .filter((each) => each.logId === logId)
    .map(({ size, root, by }) => ({ size, root, name: `#${String(by)}` }));
}
