import { leafText, sha256, written } from '#libs/audit';
import { canonicalJson } from '#libs/canonical';
import type { KeyBinding, LedgerCreation, RecordedEvent } from '#libs/event-store';

/** Names the form of the lines below; another form gets another name. */
export const EXPORT_FORMAT = 'canbao.export/1';

/** The first line: of which ledger, and by which encodings. */
export interface ExportHeader {
  readonly format: typeof EXPORT_FORMAT;
  readonly engine: string;
  readonly ledger: LedgerCreation & { readonly createdAt: string };
}

/** A checkpoint after the last event that it covers, with what witnesses signed under it. */
export interface ExportedCheckpoint {
  readonly note: string;
  readonly cosignatures: readonly { readonly witness: string; readonly line: string }[];
}

/** The last line: what was in the file. */
export interface ExportEnd {
  readonly events: number;
  readonly checkpoints: number;
  readonly keys: number;
  /** Of the last event; 0: there is none. */
  readonly position: number;
  /** Root over all events, `sha256:…`. */
  readonly root: string;
  /** SHA-256 over all lines before this one, each with its line end. */
  readonly lines: string;
}

/** What a line other than that of an event says. */
export type ExportRecord =
  | { readonly export: ExportHeader }
  | { readonly checkpoint: ExportedCheckpoint }
  | { readonly key: KeyBinding }
  | { readonly end: ExportEnd };

/** A line without its end: canonical JSON of the record and a hash over it, so that a changed line is known by itself. */
export function recordLine(record: ExportRecord): string {
  const hash = written(sha256(`${EXPORT_FORMAT}\n${canonicalJson(record)}`));
  return canonicalJson({ ...record, hash });
}

/** What stands beside an event: the ledger, the leaf before it in its stream, and the number of its own leaf, from 0. */
export interface ExportPlace {
  readonly logId: string;
  readonly previous: Buffer | null;
  readonly index: number;
}

/**
 * The line of an event, and its leaf hash: the leaf as it is sealed, so that the line's hash is the one in the tree.
 *
 * @throws UnsealableEventError where it has no canonical form
 */
export function eventLine(
  event: RecordedEvent,
  { index, ...place }: ExportPlace,
): { readonly line: string; readonly leaf: Buffer } {
  const text = leafText(event, place);
  const leaf = sha256(`\u0000${text}`);
  return { line: `{"event":${text},"hash":"${written(leaf)}","index":${index}}`, leaf };
}
