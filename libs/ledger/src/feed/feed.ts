import type { LedgerContext } from '../context.js';
import type { FeedUseCases } from '../ledger.js';
import { acknowledge, listConsumers } from './consumers.js';
import { readFeed, standingsOf } from './read-feed.js';

/** The use cases of the feed. */
export function feedUseCases(context: LedgerContext): FeedUseCases {
  return {
    read: (question) => readFeed(context, question),
    changed: (withinMs) => standingsOf(context).changed(withinMs),
    acknowledge: (acknowledgement) => acknowledge(context, acknowledgement),
    consumers: (scope) => listConsumers(context, scope),
  };
}
