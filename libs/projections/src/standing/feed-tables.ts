import type { Connection } from '#libs/event-store';
import { AnswerFeed } from '../sqlite/answer-feed.js';
import { Consumers } from '../sqlite/consumers.js';
import { ServedAnswers } from '../sqlite/served-answers.js';
import { StandingFeed } from '../sqlite/standing-feed.js';
import { UntoldSpans } from '../sqlite/untold-spans.js';

/** What is told to consumers, beside the rows of a generation. */
export interface FeedTables {
  readonly standings: StandingFeed;
  readonly answers: AnswerFeed;
  /** Where in the log the entries of `answers` are made when they are read. */
  readonly spans: UntoldSpans;
  readonly served: ServedAnswers;
  readonly consumers: Consumers;
}

/** The same on a connection to their database. */
export function feedTablesOf(connection: Connection): FeedTables {
  return {
    standings: new StandingFeed(connection),
    answers: new AnswerFeed(connection),
    spans: new UntoldSpans(connection),
    served: new ServedAnswers(connection),
    consumers: new Consumers(connection),
  };
}
