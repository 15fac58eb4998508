import type { CivilDate } from '#libs/enrollment';
import type { AnswerChange } from './changed-answers.js';
import type { Cause } from './cause.js';
import type { MemberEvent } from '../members/member-answers.js';
import type { RegionScope } from '../scope.js';

/** What the feed can be asked for; one cursor belongs to one of them. */
export const FEED_TOPICS = ['answers', 'facts', 'standings'] as const;
export type FeedTopic = (typeof FEED_TOPICS)[number];

/** Longest name of a consumer, in UTF-16 units, and what it may be made of. */
export const MAX_CONSUMER_NAME = 60;
export const CONSUMER_NAME = new RegExp(`^[\\w.-]{1,${String(MAX_CONSUMER_NAME)}}$`);

/** The type of the entries of each topic. */
export const FEED_TYPES = {
  answers: 'canbao.answer-changed.v1',
  facts: 'canbao.fact-recorded.v1',
  standings: 'canbao.standing-reached.v1',
} as const;

/** An entry of the feed: a CloudEvent (1.0, structured). */
interface CloudEvent<Topic extends FeedTopic, Data> {
  readonly specversion: '1.0';
  /** The same entry always has the same id, whoever tells it. */
  readonly id: string;
  readonly type: (typeof FEED_TYPES)[Topic];
  /** `/ledger/` and the region. */
  readonly source: string;
  /** The member. */
  readonly subject: string;
  /** At +08:00: when the ledger learned it, or the midnight. */
  readonly time: string;
  /** Where to go on after this entry. */
  readonly cursor: string;
  readonly data: Data;
}

/**
 * A figure about a member is another one for some service dates. A side is null where the region that answers for those days
 * is none that the consumer may see.
 */
export interface AnswerChanged extends Omit<AnswerChange, 'before' | 'after'> {
  readonly before: AnswerChange['before'] | null;
  readonly after: AnswerChange['after'] | null;
  readonly cause: Cause;
  /** The decisions served to the reader for these days that rest on less than what changed. */
  readonly supersededDecisions: readonly string[];
}

/** Today's standing moved because a day was reached: the fields that changed. */
export interface StandingReached {
  readonly on: CivilDate;
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
}

/** An entry of any topic. */
export type FeedEntry =
  | CloudEvent<'answers', AnswerChanged>
  | CloudEvent<'facts', MemberEvent>
  | CloudEvent<'standings', StandingReached>;

/** What to read of the feed. */
export interface FeedQuestion {
  readonly topic: FeedTopic;
  /** A cursor, `beginning` or `now`. Default: `beginning`. */
  readonly after?: string | undefined;
  /** 1 to 500. Default: 100. */
  readonly limit?: number | undefined;
  /** Only entries of this region. */
  readonly region?: string | undefined;
  /** Only answers of this scheme. */
  readonly scheme?: string | undefined;
  readonly scope: RegionScope;
  /** Whose superseded decisions are named: those served to the holder of its key. */
  readonly actor: string;
}

/** Entries in order, and where to go on. */
export interface FeedBatch {
  readonly entries: readonly FeedEntry[];
  /** What was looked at ends here, also where nothing of it was for this reader. */
  readonly cursor: string;
  /** Nothing more was there when it was read. */
  readonly isCaughtUp: boolean;
  /** What it was read from had everything: nothing is on its way there. */
  readonly isUpToDate: boolean;
}

/** What a consumer says of itself. */
export interface Acknowledgement {
  readonly name: string;
  readonly cursor: string;
  readonly region?: string | undefined;
  readonly scheme?: string | undefined;
  /** Why it cannot go on; left out: it can. */
  readonly error?: string | undefined;
  readonly actor: string;
  readonly correlationId: string;
  readonly scope: RegionScope;
}

/** A consumer as an operator sees it. */
export interface ConsumerState {
  readonly name: string;
  /** Whose it is: the first of the keys that replaced each other, as an actor. */
  readonly holder: string;
  /** The key that it last acknowledged with. */
  readonly actor: string;
  readonly topic: FeedTopic;
  readonly scope: {
    readonly regions: 'all' | readonly string[];
    readonly region: string | null;
    readonly scheme: string | null;
  };
  /** What it has taken ends here. */
  readonly cursor: string;
  /** The position of the cursor; null for `standings`, whose cursor is a day and a member. */
  readonly position: number | null;
  /** Age of the first entry of its topic that it has not acknowledged, of any region; 0: none. */
  readonly lagSeconds: number;
  /** At +08:00. */
  readonly acknowledgedAt: string;
  readonly lastError: { readonly text: string; readonly at: string } | null;
}
