import {
  AuditError,
  isSameCreation,
  notesApart,
  type OutsideCheckpoint,
  type RevokedNote,
  type SealDatabase,
  sealedCreation,
  TakenSeals,
} from '#libs/audit';
import type { CopyTarget, KeyBinding, LedgerRecord, RecordedEvent } from '#libs/event-store';
import { type CheckedLine, ExportCheck, type RefusedLine } from './check.js';
import type { ExportStep } from './export-ledger.js';
import { fileLines } from './line-reader.js';
import type { ExportEnd, ExportHeader } from './lines.js';

/** What a file that was checked whole holds. */
export interface CheckedExport {
  readonly header: ExportHeader;
  readonly end: ExportEnd;
  readonly head: { readonly size: number; readonly root: Buffer };
  /** Whether a checkpoint in it names what the header says of the ledger: kind, clock offset, day. */
  readonly isCreationSealed: boolean;
  /** Checkpoints from outside that are not on these events, with the events missing for each; 0: another history. */
  readonly notHeld: readonly { readonly name: string; readonly size: number; readonly lost: number }[];
  /** Checkpoints from outside that name another making of the ledger than the header: kind, clock offset, instant. */
  readonly createdOtherwise: readonly OutsideCheckpoint[];
  /** Checkpoints from outside that count for nothing: their key was revoked for their size, by those of the file or by others that count. */
  readonly revokedNotes: readonly RevokedNote[];
}

/** How a check ended. */
export type CheckOutcome = ({ readonly status: 'right' } & CheckedExport) | Refusal;

/** The file is not what was exported, as one of its lines shows. */
export type Refusal = { readonly status: 'refused' } & RefusedLine;

/** How to read the file. */
export interface Reading {
  readonly file: string;
  readonly signal: AbortSignal;
  readonly onStep: (step: ExportStep) => void;
}

/** So many events or keys are taken at a time. */
const PAGE = 1_000;

/**
 * Reads an export whole and recomputes every hash in it. Nothing is written.
 *
 * @throws the file system's own errors; the signal's reason
 */
export async function checkExport(
  reading: Reading,
  outside: (logId: string) => readonly OutsideCheckpoint[] = () => [],
): Promise<CheckOutcome> {
  let header: ExportHeader | undefined;
  let end: ExportEnd | undefined;
  let expected: readonly OutsideCheckpoint[] = [];
  const sizes = new Set<number>();
  const roots = new Map<number, Buffer>();
  const check = new ExportCheck(sizes, (size, root) => roots.set(size, root));
  const refusal = await readLines(reading, { check, phase: 'check' }, (line) => {
    if (line.kind === 'end') end = line.end;
    if (line.kind !== 'header') return Promise.resolve();
    header = line.header;
    expected = outside(header.ledger.logId);
    for (const { size } of expected) sizes.add(size);
    return Promise.resolve();
  });
  if (refusal !== undefined) return refusal;
  if (header === undefined || end === undefined) throw new Error('A whole export had no header or no end.');
  const size = check.events;
  const { counting, revoked, revocations } = notesApart(expected, check.revocations);
  const uncounted = check.firstRevoked(revocations);
  if (uncounted !== undefined) return { status: 'refused', ...uncounted };
  const isHeld = (each: OutsideCheckpoint): boolean => roots.get(each.size)?.equals(each.root) === true;
  const notHeld = counting
    .filter((each) => !isHeld(each))
    .map((each) => ({ name: each.name, size: each.size, lost: Math.max(0, each.size - size) }));
  const { isCreationSealed } = check;
  const creation = sealedCreation(header.ledger);
  const createdOtherwise = counting.filter(({ checkpoint }) => {
    const named = checkpoint?.creation ?? null;
    return named !== null && !isSameCreation(named, creation);
  });
  const head = { size, root: check.rootNow() };
  const revokedNotes = revoked.map((each) => ({ name: each.name, size: each.size, isOther: !isHeld(each) }));
  return {
    ...{ status: 'right', header, end, head, isCreationSealed },
    ...{ notHeld, createdOtherwise, revokedNotes },
  };
}

/** Where an export is taken to. */
export interface ExportTarget {
  readonly target: CopyTarget;
  /** Where the seals are made again; undefined: they are left out. */
  readonly seals: SealDatabase | undefined;
}

/** The record of the ledger that an export makes. */
export function recordOf({ ledger }: ExportHeader): LedgerRecord {
  // The layout is the business of the store that takes it.
  return { ...ledger, schemaVersion: 1 };
}

/**
 * Takes a checked export into a store that is being made. Only after the last line was found right does the target become
 * a ledger; until then the same again goes on.
 *
 * @throws a StoreError; the file system's own errors; the signal's reason
 */
export async function takeExport(
  reading: Reading,
  { target, seals }: ExportTarget,
): Promise<'taken' | Refusal> {
  const check = new ExportCheck();
  const pages = new Pages(target);
  const taken = seals === undefined ? undefined : new TakenSeals(seals, target.ledger.logId);
  const refusal = await readLines(reading, { check, phase: 'events' }, async (line) => {
    switch (line.kind) {
      case 'header':
        break;
      case 'event':
        taken?.leaf({ ...line.event, leaf: line.leaf });
        await pages.event(line.event);
        break;
      case 'checkpoint': {
        const { note, cosignatures } = line.checkpoint;
        taken?.checkpoint(note, cosignatures);
        break;
      }
      case 'key':
        await pages.key(line.key);
        break;
      case 'end':
        await pages.end();
    }
  });
  if (refusal !== undefined) return refusal;
  await target.finish();
  return 'taken';
}

/** Hands over events and keys in pages. */
class Pages {
  private events: RecordedEvent[] = [];
  private keys: KeyBinding[] = [];

  constructor(private readonly target: CopyTarget) {}

  async event(event: RecordedEvent): Promise<void> {
    this.events.push(event);
    if (this.events.length === PAGE) await this.handEvents();
  }

  async key(key: KeyBinding): Promise<void> {
    await this.handEvents();
    this.keys.push(key);
    if (this.keys.length === PAGE) await this.handKeys();
  }

  async end(): Promise<void> {
    await this.handEvents();
    await this.handKeys();
  }

  private async handEvents(): Promise<void> {
    if (this.events.length === 0) return;
    await this.target.takeEvents(this.events);
    this.events = [];
  }

  private async handKeys(): Promise<void> {
    if (this.keys.length === 0) return;
    await this.target.takeKeys(this.keys);
    this.keys = [];
  }
}

/** Goes along the lines of a file; gives the first that is refused. */
async function readLines(
  { file, signal, onStep }: Reading,
  { check, phase }: { readonly check: ExportCheck; readonly phase: ExportStep['phase'] },
  use: (line: CheckedLine) => Promise<void>,
): Promise<Refusal | undefined> {
  let number = 0;
  let through = 0;
  for await (const { text, isWhole } of fileLines(file, signal)) {
    number += 1;
    signal.throwIfAborted();
    if (!isWhole) return { status: 'refused', line: number, because: 'cut' };
    const line = check.take(text);
    if ('because' in line) return { status: 'refused', ...line };
    try {
      await use(line);
    } catch (error) {
      // The map of heads is made again only here: what a checkpoint says of it is part of its line.
      if (line.kind === 'checkpoint' && error instanceof AuditError)
        return { status: 'refused', line: number, because: 'another-log' };
      throw error;
    }
    if (line.kind === 'event') through = line.event.position;
    onStep({ phase, events: check.events, keys: 0, through, head: null });
  }
  return check.isWhole ? undefined : { status: 'refused', line: number + 1, because: 'cut' };
}
