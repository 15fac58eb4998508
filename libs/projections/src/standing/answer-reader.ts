import { civilDayOfInstant } from '#libs/enrollment';
import type { Connection, EventLog, Position, RecordedEvent } from '#libs/event-store';
import type { ChangedAnswer, LoadedMember, MemberSource, Pauses } from '../ports.js';
import type { AnswerChanged, AnswerFeed, AnswerPlace } from '../sqlite/answer-feed.js';
import type { Span, UntoldSpans } from '../sqlite/untold-spans.js';
import { attempt } from './set-aside.js';
import type { ToldAnswers } from './steps.js';

/** Events that are read at once while entries are made of them: some milliseconds. */
const PAGE_EVENTS = 64;

/** After every entry of a position. */
const LAST_NUMBER = Number.MAX_SAFE_INTEGER;

/** What entries are made and read with. */
export interface AnswerReaderParts {
  readonly store: EventLog;
  readonly source: MemberSource;
  readonly pauses: Pauses;
  readonly feed: { readonly answers: AnswerFeed; readonly spans: UntoldSpans };
  /** That of the feed. */
  readonly connection: Connection;
}

/** Reads the entries of `answers`: those that were written and, where they were not, those that the log gives. */
export class AnswerReader {
  constructor(private readonly parts: AnswerReaderParts) {}

  /** Entries after a place, in order; fewer than asked for: there are no more. */
  async after(place: AnswerPlace, limit: number): Promise<readonly AnswerChanged[]> {
    const { answers, spans } = this.parts.feed;
    const { connection } = this.parts;
    const found: AnswerChanged[] = [];
    let from = place;
    for (let earliest = place.position; ;) {
      // At once: entries behind a span that came between the two would be taken for the next ones.
      const { span, written } = connection.readAtOnce(() => {
        const next = spans.next(earliest);
        const through = next?.after ?? Number.MAX_SAFE_INTEGER;
        return { span: next, written: answers.after(from, through, limit - found.length) };
      });
      found.push(...written);
      if (span === undefined || found.length === limit) return found;
      if (from.position <= span.after) from = { position: span.after, number: LAST_NUMBER };
      for await (const entry of this.within(span, from)) if (found.push(entry) === limit) return found;
      from = { position: span.through, number: LAST_NUMBER };
      earliest = span.through + 1;
    }
  }

  /** What the event at a position tells, where nobody has written it yet; undefined: nothing has to be written. */
  async untoldAt(
    position: Position,
  ): Promise<{ readonly member: string; readonly told: ToldAnswers } | undefined> {
    if (!this.parts.feed.spans.has(position)) return undefined;
    const [event] = (await this.pageOf({ after: position - 1, through: position })).events;
    if (event === undefined) return undefined;
    const { source } = this.parts;
    const loaded = await this.load(event);
    const told = { position, causePosition: position, cause: source.causeOf(event) };
    return { member: source.memberOf(event.stream), told: { ...told, changes: changesBy(event, loaded) } };
  }

  /** The entries of a span after a place that is its beginning or within it. */
  private async *within({ through }: Span, place: AnswerPlace): AsyncGenerator<AnswerChanged> {
    const { spans } = this.parts.feed;
    const isNext = ({ position, number }: AnswerPlace): boolean =>
      position > place.position || number > place.number;
    // The place may lie between two entries of one position.
    for (let after = place.position - 1; after < through;) {
      const { events, end } = await this.pageOf({ after, through });
      const leftOut = spans.leftOut({ after, through: end });
      const byPosition = new Map(events.map((event) => [event.position, event]));
      const loaded = new Map<string, Loaded>();
      for (const position of [...new Set([...byPosition.keys(), ...leftOut])].sort((a, b) => a - b)) {
        const event = byPosition.get(position);
        const entries =
          event === undefined || leftOut.has(position)
            ? this.writtenAt(position)
            : await this.madeOf(event, loaded, events);
        for (const entry of entries) if (isNext(entry)) yield entry;
      }
      after = end;
    }
  }

  /** Members' events of the first of some positions, and how far these go: a filter of the store would look far ahead. */
  private async pageOf({
    after,
    through,
  }: Span): Promise<{ readonly events: readonly RecordedEvent[]; readonly end: Position }> {
    const { store, source } = this.parts;
    const page: RecordedEvent[] = [];
    for await (const event of store.readAll({ after, through, limit: PAGE_EVENTS })) page.push(event);
    const end = page.length < PAGE_EVENTS ? through : (page.at(-1)?.position ?? through);
    return { events: page.filter(({ stream }) => stream.startsWith(source.streamPrefix)), end };
  }

  private *writtenAt(position: Position): Generator<AnswerChanged> {
    let from: AnswerPlace = { position, number: 0 };
    for (;;) {
      const page = this.parts.feed.answers.after(from, position, PAGE_EVENTS);
      yield* page;
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE_EVENTS) return;
      from = last;
    }
  }

  /** The entries of an event; its member is loaded once for all of its events in a page. */
  private async madeOf(
    event: RecordedEvent,
    members: Map<string, Loaded>,
    page: readonly RecordedEvent[],
  ): Promise<readonly AnswerChanged[]> {
    const { stream, position } = event;
    const { source, pauses } = this.parts;
    const last = page.findLast((each) => each.stream === stream) ?? event;
    const loaded = members.get(stream) ?? (await this.load(last));
    members.set(stream, loaded);
    const entry = { position, member: source.memberOf(stream), cause: source.causeOf(event), decision: null };
    const changes = changesBy(event, loaded);
    await pauses.at('member-derived');
    return changes.map((change, index) => ({ ...entry, number: index + 1, ...change }));
  }

  /** The member of an event with its events up to that one. */
  private async load({ stream, version }: RecordedEvent): Promise<Loaded> {
    const { store, source } = this.parts;
    const events = await store.readStream(stream, { maxCount: version });
    return { events, member: await source.load(source.memberOf(stream), events) };
  }
}

/** A member and the events that it was made of. */
interface Loaded {
  readonly events: readonly RecordedEvent[];
  readonly member: LoadedMember;
}

/**
 * What an event changed. Nothing is told of one that its member cannot be derived with; where a later one undid it, that one
 * tells what became of the last state before both.
 */
function changesBy(
  { position: after, version, recordedAt }: RecordedEvent,
  { events, member }: Loaded,
): readonly ChangedAnswer[] {
  const on = civilDayOfInstant(recordedAt);
  const found = attempt(() => ({ changes: member.answersChanged({ before: after - 1, after, on }) }));
  if ('changes' in found) return found.changes;
  if ('reason' in attempt(() => ({ derived: member.at({ position: after, on }) }))) return [];
  for (const { position } of events.slice(0, version - 1).reverse()) {
    const earlier = attempt(() => ({ changes: member.answersChanged({ before: position - 1, after, on }) }));
    if ('changes' in earlier) return earlier.changes;
  }
  return [];
}
