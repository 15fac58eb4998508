import type { Connection, EventLog, Position } from '#libs/event-store';
import { ReadModelsClosedError } from '../errors.js';
import type { Consumer, MemberSource, Pauses } from '../ports.js';
import type { AnswerChanged, AnswerPlace } from '../sqlite/answer-feed.js';
import { openReadModelsBeside } from '../sqlite/database.js';
import type { SupersededQuestion } from '../sqlite/served-answers.js';
import type { StandingPlace, StandingReached } from '../sqlite/standing-feed.js';
import type { MembersQuestion } from '../sqlite/standing-rows.js';
import { Commits } from './commits.js';
import { StandingReader } from './standing-reader.js';
import type { Standings, StandingStatus } from './standings.js';
import { STANDING, STANDING_VERSION } from './version.js';

/** What a projector in another thread says of itself, each time that it has written. */
export interface SaidByProjector {
  readonly status: StandingStatus;
  /** Whether there is a database to read. */
  readonly isOpen: boolean;
}

/** A projector in another thread. */
export interface ProjectorElsewhere {
  /** @param hear told what it says of itself, after what it says is in the database */
  start(hear: (said: SaidByProjector) => void): void;
  /** Ends it after the batch under way. */
  stop(): Promise<void>;
}

const BEFORE_START: SaidByProjector = {
  status: {
    name: STANDING,
    version: STANDING_VERSION,
    state: 'idle',
    reason: null,
    position: 0,
    asOf: null,
    lagSeconds: 0,
    parkedMembers: 0,
    parkedEvents: 0,
    drift: { checked: 0, different: 0 },
  },
  isOpen: false,
};

/** The standings that another thread projects, read on a connection of one's own. */
export class StandingsBeside implements Standings {
  private readonly commits = new Commits();
  private said = BEFORE_START;
  private connection: Connection | undefined;
  private reader: StandingReader | undefined;
  private isStopped = false;

  constructor(
    private readonly directory: string,
    private readonly parts: {
      readonly store: EventLog;
      readonly source: MemberSource;
      readonly pauses: Pauses;
    },
    private readonly projector: ProjectorElsewhere,
  ) {}

  get status(): StandingStatus {
    const { status } = this.said;
    return this.isStopped ? { ...status, state: 'stopped' } : status;
  }

  get isFollowing(): boolean {
    const { state } = this.status;
    return state === 'following' || state === 'catching-up';
  }

  start(): void {
    this.projector.start((said) => {
      this.said = said;
      this.commits.tell();
    });
  }

  async opened(withinMs: number): Promise<void> {
    await this.commits.until(
      () => this.said.isOpen || this.status.state === 'waiting' || this.isStopped,
      withinMs,
    );
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    this.commits.tell();
    this.connection?.close();
    this.connection = undefined;
    this.reader = undefined;
    await this.projector.stop();
  }

  async reaches(position: Position, withinMs: number): Promise<boolean> {
    const isThere = (): boolean => this.said.status.position >= position;
    await this.commits.until(() => isThere() || this.isStopped, withinMs);
    return isThere();
  }

  changed(withinMs: number): Promise<void> {
    return this.commits.next(withinMs);
  }

  members(question: MembersQuestion): readonly string[] {
    return this.isReadable ? this.reading((reader) => reader.members(question)) : [];
  }

  regionsOf(member: string): readonly string[] {
    return this.isReadable ? this.reading((reader) => reader.regionsOf(member)) : [];
  }

  standingsReached(after: StandingPlace, limit: number): readonly StandingReached[] {
    return this.reading((reader) => reader.standingsReached(after, limit));
  }

  answersChanged(after: AnswerPlace, limit: number): Promise<readonly AnswerChanged[]> {
    return this.reading((reader) => reader.answersChanged(after, limit));
  }

  superseded(question: SupersededQuestion): readonly string[] {
    return this.reading((reader) => reader.superseded(question));
  }

  consumers(): readonly Consumer[] {
    return this.reading((reader) => reader.consumers());
  }

  private get isReadable(): boolean {
    return this.said.isOpen && !this.isStopped;
  }

  /** @throws ReadModelsClosedError where there is nothing to read, or it cannot be read */
  private reading<Read>(read: (reader: StandingReader) => Read): Read {
    if (!this.isReadable) throw new ReadModelsClosedError();
    try {
      this.connection ??= openReadModelsBeside(this.directory);
      this.reader ??= new StandingReader(this.connection, this.parts);
      return read(this.reader);
    } catch (error) {
      throw new ReadModelsClosedError(error);
    }
  }
}
