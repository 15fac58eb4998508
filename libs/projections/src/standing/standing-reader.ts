import { type Connection, type EventLog, StoreError } from '#libs/event-store';
import { ReadModelsClosedError } from '../errors.js';
import type { Consumer, MemberSource, Pauses } from '../ports.js';
import type { AnswerChanged, AnswerPlace } from '../sqlite/answer-feed.js';
import { Generations } from '../sqlite/generations.js';
import type { SupersededQuestion } from '../sqlite/served-answers.js';
import type { StandingPlace, StandingReached } from '../sqlite/standing-feed.js';
import { type MembersQuestion, StandingRows } from '../sqlite/standing-rows.js';
import { AnswerReader } from './answer-reader.js';
import { type FeedTables, feedTablesOf } from './feed-tables.js';
import { STANDING, STANDING_VERSION } from './version.js';

/**
 * Reads what was projected, on any connection to its database: that of whoever projects, or one beside it, under which
 * everything may change between two reads. What belongs together is therefore read at once. What cannot be read is a
 * ReadModelsClosedError, whatever the driver or a damaged row made of it; a failure of the log is passed on.
 */
export class StandingReader {
  private readonly generations: Generations;
  private readonly feed: FeedTables;
  private readonly answers: AnswerReader;
  private found: StandingRows | undefined;

  constructor(
    private readonly connection: Connection,
    parts: { readonly store: EventLog; readonly source: MemberSource; readonly pauses: Pauses },
  ) {
    this.generations = new Generations(connection, STANDING);
    this.feed = feedTablesOf(connection);
    this.answers = new AnswerReader({ ...parts, feed: this.feed, connection });
  }

  /** Member numbers after one of them that begin with a prefix, ascending: those who were ever in one of the regions. */
  members(question: MembersQuestion): readonly string[] {
    return this.atOnce(() => this.rows()?.members(question) ?? []);
  }

  /** Every region that a fact of the member ever named, sorted. */
  regionsOf(member: string): readonly string[] {
    return this.atOnce(() => this.rows()?.regionsOf(member) ?? []);
  }

  /** Entries of the topic `standings` after a place, in order, of midnights that are over. */
  standingsReached(after: StandingPlace, limit: number): readonly StandingReached[] {
    return this.atOnce(() => {
      const asOf = this.live()?.checkpoint.asOf ?? null;
      return asOf === null ? [] : this.feed.standings.after(after, asOf, limit);
    });
  }

  /** Entries of the topic `answers` after a place, in order; some of them are derived for it, a millisecond for each dozen. */
  async answersChanged(after: AnswerPlace, limit: number): Promise<readonly AnswerChanged[]> {
    try {
      return await this.answers.after(after, limit);
    } catch (error) {
      throw unreadable(error);
    }
  }

  /** Ids of the answers that a change has superseded, of those served by the position of the rows. */
  superseded(question: SupersededQuestion): readonly string[] {
    return reading(() => this.feed.served.superseded(question));
  }

  /** What the consumers of the feed last said of themselves, by the position of the rows. */
  consumers(): readonly Consumer[] {
    return reading(() => this.feed.consumers.all());
  }

  private atOnce<Read>(read: () => Read): Read {
    return reading(() => this.connection.readAtOnce(read));
  }

  /** What is live, where this program made it. */
  private live(): Generations['live'] {
    const { live } = this.generations;
    return live?.version === STANDING_VERSION ? live : undefined;
  }

  private rows(): StandingRows | undefined {
    const live = this.live();
    if (live === undefined) return undefined;
    if (this.found?.generation !== live.generation)
      this.found = new StandingRows(this.connection, live.generation);
    return this.found;
  }
}

function reading<Read>(read: () => Read): Read {
  try {
    return read();
  } catch (error) {
    throw unreadable(error);
  }
}

function unreadable(error: unknown): StoreError | ReadModelsClosedError {
  return error instanceof StoreError ? error : new ReadModelsClosedError(error);
}
