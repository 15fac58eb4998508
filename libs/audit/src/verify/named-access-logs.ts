import type { AccessLogHead } from '../note/named-logs.js';
import type { OutsideCheckpoint } from './findings.js';
import type { JudgedNotes } from './judged-notes.js';

/** A checkpoint of an access log, and the first checkpoint of the ledger that names it, by its number of events. */
export interface NamedAccessLog extends AccessLogHead {
  readonly by: number;
}

/**
 * Every checkpoint of an access log that the ledger's name, each once and in their order: all of them must still hold. What is not
 * signed rightly names none.
 *
 * @param notes the ledger's; undefined where it has no seals
 */
export function namedAccessLogs(notes: JudgedNotes | undefined): readonly NamedAccessLog[] {
  const named: NamedAccessLog[] = [];
  for (const { size: by, accessLog: head } of notes?.signed() ?? []) {
    const last = named.at(-1);
    if (head === null) continue;
    const isSame = last?.logId === head.logId && last.size === head.size && last.root.equals(head.root);
    if (!isSame) named.push({ ...head, by });
  }
  return named;
}

/** Those of one access log, for its verification, each by the checkpoint of the ledger that names it. */
export function boundOf(logId: string, named: readonly NamedAccessLog[]): readonly OutsideCheckpoint[] {
  return named
    .filter((each) => each.logId === logId)
    .map(({ size, root, by }) => ({ size, root, name: `#${String(by)}` }));
}
