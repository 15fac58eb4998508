import { SCHEMA_VERSION } from '#libs/enrollment';
import type { EventStore, NewEvent, Position, RecordedEvent } from '#libs/event-store';
import type { Consumer } from '#libs/projections';
import { appendToStream } from '../append-to-stream.js';
import { chinaTime } from '../china-time.js';
import { eventIdOf } from '../hashing.js';
import type { Author } from '../ledger.js';
import { checkSchemaVersion } from '../stream-view.js';
import type { ConsumerState } from './feed-answers.js';

/** Streams of consumers begin so. */
const CONSUMER_STREAMS = 'consumer-';

/** A consumer that only goes on is recorded so often: else a busy one would fill the log with its progress. */
const RECORD_EVERY_MS = 30_000;

/** Who a consumer is: a name that its holder chose, for one topic. */
export type ConsumerId = Pick<ConsumerState, 'holder' | 'name' | 'topic'>;

/** What a consumer said of itself, and when. */
export type ConsumerSaid = Omit<ConsumerState, 'position' | 'lagSeconds'>;

/** What `ConsumerAcknowledged` says; its actor is that of the event. */
type ConsumerAcknowledged = Omit<ConsumerSaid, 'actor' | 'acknowledgedAt'>;

/** What a consumer says now. */
export interface ConsumerWord extends ConsumerId {
  readonly scope: ConsumerState['scope'];
  readonly cursor: string;
  /** Undefined: it can go on. */
  readonly error: string | undefined;
}

interface Known {
  readonly version: number;
  /** What its last event says; undefined: there is none. */
  readonly recorded: ConsumerSaid | undefined;
  /** The same, or what it has said since. */
  readonly newest: ConsumerSaid | undefined;
}

/**
 * What the consumers of the feed say of themselves: a stream each, so that every process shows them, and in this process
 * what they have said since their last event.
 */
export class ConsumerLog {
  private readonly known = new Map<string, Known>();

  private firstAskedAt: Position | undefined;

  constructor(private readonly store: EventStore) {}

  /** Up to where the read model alone has what consumers said: the end of the log when that was first asked. */
  async heardBefore(): Promise<Position> {
    return (this.firstAskedAt ??= await this.store.head());
  }

  /** What each consumer said to this process, by its stream. */
  get heard(): ReadonlyMap<string, ConsumerSaid> {
    const heard = new Map<string, ConsumerSaid>();
    for (const [stream, { newest }] of this.known) if (newest !== undefined) heard.set(stream, newest);
    return heard;
  }

  /** Takes what a consumer says; an event is appended where it says something new that the log should have. */
  async take(word: ConsumerWord, author: Author): Promise<ConsumerSaid> {
    const stream = streamOf(word);
    let said: ConsumerSaid | undefined;
    const result = await appendToStream(this.store, stream, async () => {
      const before = this.known.get(stream) ?? (await this.lastOf(stream));
      said = this.saidBy(word, author, before.newest);
      this.known.set(stream, { ...before, newest: said });
      if (!isToBeRecorded(said, word, before.recorded)) return { version: before.version, events: [] };
      // Another process may have come first: the stream is read again then.
      this.known.delete(stream);
      return { version: before.version, events: [this.eventOf(stream, before.version + 1, said, author)] };
    });
    if (said === undefined) throw new Error('What a consumer says is made before it is appended.');
    const [event] = result?.events ?? [];
    if (event !== undefined) {
      const recorded = saidIn(event);
      this.known.set(stream, { version: event.version, recorded, newest: recorded });
      return recorded;
    }
    return said;
  }

  private async lastOf(stream: string): Promise<Known> {
    const [event] = await this.store.readStream(stream, { direction: 'backwards', maxCount: 1 });
    const recorded = event === undefined ? undefined : saidIn(event);
    return { version: event?.version ?? 0, recorded, newest: recorded };
  }

  private saidBy(
    { holder, name, topic, scope, cursor, error }: ConsumerWord,
    { actor }: Author,
    before: ConsumerSaid | undefined,
  ): ConsumerSaid {
    const at = chinaTime(this.store.now());
    const lastError = error === undefined ? (before?.lastError ?? null) : { text: error, at };
    return { holder, name, topic, actor, scope, cursor, acknowledgedAt: at, lastError };
  }

  private eventOf(
    stream: string,
    version: number,
    { holder, name, topic, scope, cursor, lastError }: ConsumerSaid,
    { actor, correlationId }: Author,
  ): NewEvent {
    const data: ConsumerAcknowledged = { holder, name, topic, scope, cursor, lastError };
    return {
      id: eventIdOf(this.store.ledger.logId, `${stream}/${version}`),
      type: 'ConsumerAcknowledged',
      schemaVersion: SCHEMA_VERSION,
      data,
      metadata: { correlationId, actor },
    };
  }
}

/** Who it is, what it reads and why it stopped are recorded at once; how far it has come only now and then. */
function isToBeRecorded(
  said: ConsumerSaid,
  { error }: ConsumerWord,
  recorded: ConsumerSaid | undefined,
): boolean {
  if (recorded === undefined) return true;
  const isOther = (part: (each: ConsumerSaid) => unknown): boolean =>
    JSON.stringify(part(said)) !== JSON.stringify(part(recorded));
  if (isOther(({ actor, scope }) => [actor, scope])) return true;
  if (error !== undefined && error !== recorded.lastError?.text) return true;
  const sinceMs = Date.parse(said.acknowledgedAt) - Date.parse(recorded.acknowledgedAt);
  return sinceMs >= RECORD_EVERY_MS && isOther(({ cursor, lastError }) => [cursor, lastError]);
}

/** The stream of a consumer; holder and name have no slash. */
function streamOf({ holder, name, topic }: ConsumerId): string {
  return `${CONSUMER_STREAMS}${topic}/${holder}/${name}`;
}

function saidIn(event: RecordedEvent): ConsumerSaid {
  checkSchemaVersion(event);
  const { data, metadata, recordedAt } = event;
  const acknowledged = data as ConsumerAcknowledged;
  return { ...acknowledged, actor: metadata.actor, acknowledgedAt: chinaTime(recordedAt) };
}

/** The consumer that an event is about, as the read model keeps it; undefined for an event of something else. */
export function consumerOf(event: RecordedEvent): Consumer | undefined {
  if (event.type !== 'ConsumerAcknowledged') return undefined;
  return { stream: event.stream, said: JSON.stringify(saidIn(event)) };
}

/** Reads back what `consumerOf` gave. */
export function saidOf({ said }: Consumer): ConsumerSaid {
  return JSON.parse(said) as ConsumerSaid;
}
