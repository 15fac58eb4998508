import { SCHEMA_VERSION } from '#libs/enrollment';
import type { EventLog, RecordedEvent } from '#libs/event-store';
import { LedgerError } from './errors.js';

/**
 * A stream held in memory. It is brought up to date before each use, by reading what was appended since, so that what
 * another process appended counts at once too; where nothing was appended anywhere, nothing is read.
 */
export class StreamView {
  private head = -1;
  private seenVersion = 0;

  constructor(
    private readonly store: EventLog,
    private readonly stream: string,
    private readonly apply: (event: RecordedEvent) => void,
    private readonly newestSchema: number = SCHEMA_VERSION,
  ) {}

  /** Number of events applied. */
  get version(): number {
    return this.seenVersion;
  }

  /** Applies every event that was in the stream when it was called. Two calls at once apply each event once. */
  async refresh(): Promise<void> {
    const head = await this.store.head();
    if (head === this.head) return;
    for (const event of await this.store.readStream(this.stream, { fromVersion: this.seenVersion + 1 })) {
      if (event.version !== this.seenVersion + 1) continue;
      checkSchemaVersion(event, this.newestSchema);
      this.apply(event);
      this.seenVersion = event.version;
    }
    this.head = Math.max(this.head, head);
  }
}

/** An event of a schema version that this program does not know is refused, never guessed. */
export function checkSchemaVersion(
  { schemaVersion: seen, position }: RecordedEvent,
  newest: number = SCHEMA_VERSION,
): void {
  if (seen > newest) throw new LedgerError('unknown-schema-version', { position, seen, expected: newest });
}
