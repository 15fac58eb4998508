import { createHash } from 'node:crypto';
import { GrowingRoot, type Seals, type SignedCheckpoint, written } from '#libs/audit';
import type { CopySource, EventStore, KeyBinding, Position } from '#libs/event-store';
import { eventLine, EXPORT_FORMAT, type ExportEnd, recordLine } from './lines.js';

/** How far an export or an import is; `head` is the position of the last event of it. */
export interface ExportStep {
  readonly phase: 'check' | 'events' | 'keys';
  readonly events: number;
  readonly keys: number;
  readonly through: Position;
  /** Null where it is not known yet. */
  readonly head: Position | null;
}

/** What is exported, and where to. */
export interface LedgerExport {
  /** Others may append to it meanwhile: what comes after the beginning is left out. */
  readonly source: Pick<EventStore, 'ledger' | 'head' | 'readPages'> & Pick<CopySource, 'boundKeys'>;
  /** Undefined where there are none. */
  readonly seals: Seals | undefined;
  readonly engine: string;
  /** Takes whole lines, in order. */
  readonly write: (text: string) => Promise<void>;
  readonly onStep: (step: ExportStep) => void;
  readonly signal: AbortSignal;
}

/** Checkpoints are read so many at a time. */
const CHECKPOINT_PAGE = 500;

/**
 * Writes a ledger as lines of text: header, events with the checkpoints between them, idempotency keys, end. Each event
 * has its leaf hash, so that whoever reads it recomputes every hash, and a checkpoint shows that nothing was left out.
 *
 * @throws UnsealableEventError for an event without canonical form; a StoreError; the signal's reason
 */
export async function exportLedger(request: LedgerExport): Promise<ExportEnd> {
  const run = new ExportRun(request);
  await run.header();
  await run.events();
  await run.keys();
  return run.end();
}

class ExportRun {
  private readonly root = new GrowingRoot();
  private readonly hash = createHash('sha256');
  private readonly heads = new Map<string, { readonly length: number; readonly leaf: Buffer }>();
  private readonly checkpoints: Generator<SignedCheckpoint>;
  private nextCheckpoint: SignedCheckpoint | undefined;
  private counts = { checkpoints: 0, keys: 0 };
  private position: Position = 0;
  private head: Position = 0;

  constructor(private readonly request: LedgerExport) {
    this.checkpoints = checkpointsOf(request.seals);
    // Before the end of the log is asked for: no checkpoint then covers more than is exported.
    this.advance();
  }

  async header(): Promise<void> {
    const { source, engine } = this.request;
    const { logId, kind, clockOffsetMs, appVersion, createdAt } = source.ledger;
    const ledger = { logId, kind, clockOffsetMs, appVersion, createdAt };
    await this.write([recordLine({ export: { format: EXPORT_FORMAT, engine, ledger } })]);
  }

  async events(): Promise<void> {
    const { source, signal } = this.request;
    this.head = await source.head();
    for await (const page of source.readPages({ after: 0, through: this.head })) {
      signal.throwIfAborted();
      const lines: string[] = [];
      for (const event of page) {
        const { stream, version, position } = event;
        const previous = this.heads.get(stream)?.leaf ?? null;
        const place = { logId: source.ledger.logId, previous, index: this.root.size };
        const { line, leaf } = eventLine(event, place);
        lines.push(line);
        this.root.add(leaf);
        this.heads.set(stream, { length: version, leaf });
        this.position = position;
        lines.push(...this.checkpointLines());
      }
      await this.write(lines);
      this.tell('events');
    }
  }

  async keys(): Promise<void> {
    const { source, signal } = this.request;
    for await (const page of source.boundKeys()) {
      signal.throwIfAborted();
      const bound = page.filter((binding) => this.isThere(binding));
      this.counts.keys += bound.length;
      await this.write(bound.map((key) => recordLine({ key })));
      this.tell('keys');
    }
  }

  async end(): Promise<ExportEnd> {
    const end: ExportEnd = {
      ...this.counts,
      events: this.root.size,
      position: this.position,
      root: written(this.root.root()),
      lines: `sha256:${this.hash.copy().digest('hex')}`,
    };
    await this.write([recordLine({ end })]);
    return end;
  }

  /** A key that was bound since the export began belongs to events that are not in it. */
  private isThere({ stream, version, count }: KeyBinding): boolean {
    return version + count - 1 <= (this.heads.get(stream)?.length ?? 0);
  }

  private checkpointLines(): readonly string[] {
    const { seals } = this.request;
    if (this.nextCheckpoint?.size !== this.root.size || seals === undefined) return [];
    const { note, size } = this.nextCheckpoint;
    const cosignatures = seals.checkpoints.witnesses(size).map(({ witness, line }) => ({ witness, line }));
    this.counts.checkpoints += 1;
    this.advance();
    return [recordLine({ checkpoint: { note, cosignatures } })];
  }

  private advance(): void {
    const next = this.checkpoints.next();
    this.nextCheckpoint = next.done === true ? undefined : next.value;
  }

  private async write(lines: readonly string[]): Promise<void> {
    if (lines.length === 0) return;
    const text = lines.map((line) => `${line}\n`).join('');
    this.hash.update(text);
    await this.request.write(text);
  }

  private tell(phase: ExportStep['phase']): void {
    const { head, position: through } = this;
    this.request.onStep({ phase, events: this.root.size, keys: this.counts.keys, through, head });
  }
}

/** Those that were there when it began; a later one would cover events that are left out. */
function* checkpointsOf(seals: Seals | undefined): Generator<SignedCheckpoint> {
  const last = seals?.checkpoints.latest()?.size ?? 0;
  for (let after = 0; seals !== undefined && after < last;) {
    const page = seals.checkpoints.page(after, CHECKPOINT_PAGE).filter(({ size }) => size <= last);
    yield* page;
    after = page.at(-1)?.size ?? last;
  }
}
