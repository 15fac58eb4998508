import type { EventLog, Position } from '#libs/event-store';
import { ReadModelsClosedError } from '../errors.js';
import { IDLE_MS } from '../limits.js';
import type { Consumer, MemberSource, Pauses } from '../ports.js';
import type { AnswerChanged, AnswerPlace } from '../sqlite/answer-feed.js';
import type { FileId } from '../sqlite/database.js';
import type { SupersededQuestion } from '../sqlite/served-answers.js';
import type { StandingPlace, StandingReached } from '../sqlite/standing-feed.js';
import type { MembersQuestion } from '../sqlite/standing-rows.js';
import { Commits } from './commits.js';
import { Lag } from './lag.js';
import { ReadingBeside } from './reading-beside.js';
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
  /**
   * @param hear told what it says of itself, after what it says is in the database; `ended`: it has ended by itself, and
   * another one is to come
   */
  start(hear: (said: SaidByProjector | 'ended') => void): void;
  /** Tells it of a file that was found damaged: where it is still that of the read models, they are made anew. */
  distrust(file: FileId): void;
  /** Ends it after the transaction under way. */
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
    remade: 0,
    drift: { checked: 0, different: 0 },
  },
  isOpen: false,
};

/** The standings that another thread projects, read on a connection of one's own. */
export class StandingsBeside implements Standings {
  private readonly commits = new Commits();
  private readonly lag: Lag;
  private readonly beside: ReadingBeside;
  private said = BEFORE_START;
  private looking: NodeJS.Timeout | undefined;
  private isStopped = false;

  constructor(
    directory: string,
    {
      onTrouble = () => undefined,
      ...parts
    }: {
      readonly store: EventLog;
      readonly source: MemberSource;
      readonly pauses: Pauses;
      /** Told where what is projected cannot be read. */
      readonly onTrouble?: (trouble: string, error: unknown) => void;
    },
    private readonly projector: ProjectorElsewhere,
  ) {
    this.lag = new Lag(parts.store);
    this.beside = new ReadingBeside(directory, parts, {
      trouble: onTrouble,
      damaged: (file) => {
        this.projector.distrust(file);
      },
    });
  }

  get status(): StandingStatus {
    const status = { ...this.said.status, lagSeconds: this.lag.seconds };
    if (this.isStopped) return { ...status, state: 'stopped' };
    const { reason } = this.beside;
    return reason === null || status.state === 'waiting' ? status : { ...status, state: 'waiting', reason };
  }

  get isFollowing(): boolean {
    const { state } = this.status;
    return state === 'following' || state === 'catching-up';
  }

  start(): void {
    this.projector.start((said) => {
      this.hear(said);
    });
    this.looking = setInterval(() => {
      void this.look();
    }, IDLE_MS).unref();
  }

  async opened(withinMs: number): Promise<void> {
    await this.commits.until(
      () => this.said.isOpen || this.status.state === 'waiting' || this.isStopped,
      withinMs,
    );
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    clearInterval(this.looking);
    this.commits.tell();
    this.beside.close();
    await this.projector.stop();
  }

  async reaches(position: Position, withinMs: number): Promise<boolean> {
    const isThere = (): boolean => this.said.status.position >= position;
    await this.commits.until(() => isThere() || this.status.state === 'waiting' || this.isStopped, withinMs);
    return isThere();
  }

  changed(withinMs: number): Promise<void> {
    return this.commits.next(withinMs);
  }

  members(question: MembersQuestion): readonly string[] {
    return this.isReadable ? this.readable.now((reader) => reader.members(question)) : [];
  }

  regionsOf(member: string): readonly string[] {
    return this.isReadable ? this.readable.now((reader) => reader.regionsOf(member)) : [];
  }

  standingsReached(after: StandingPlace, limit: number): readonly StandingReached[] {
    return this.readable.now((reader) => reader.standingsReached(after, limit));
  }

  async answersChanged(after: AnswerPlace, limit: number): Promise<readonly AnswerChanged[]> {
    return this.readable.soon((reader) => reader.answersChanged(after, limit));
  }

  superseded(question: SupersededQuestion): readonly string[] {
    return this.readable.now((reader) => reader.superseded(question));
  }

  consumers(): readonly Consumer[] {
    return this.readable.now((reader) => reader.consumers());
  }

  private get isReadable(): boolean {
    return this.said.isOpen && !this.isStopped;
  }

  /** @throws ReadModelsClosedError where there is nothing to read */
  private get readable(): ReadingBeside {
    if (!this.isReadable) throw new ReadModelsClosedError();
    return this.beside;
  }

  private hear(said: SaidByProjector | 'ended'): void {
    const { status } = this.said;
    this.said =
      said === 'ended' ? { ...this.said, status: { ...status, state: 'waiting', reason: 'failed' } } : said;
    if (said !== 'ended' && this.beside.reason === null) this.lag.heard(said.status);
    this.commits.tell();
    void this.look();
  }

  /** Whether everything is there, and whether what could not be read can be by now. */
  private async look(): Promise<void> {
    await this.beside.lookAgain();
    // Of a log that cannot be read it is not known: since it last could, then.
    await this.lag.look(this.status).catch(() => undefined);
  }
}
