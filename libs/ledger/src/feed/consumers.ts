import { containsPersonalIdentifier, kindOf, malformed, refusal } from '#libs/enrollment';
import { ProjectionError, type Standings } from '#libs/projections';
import type { LedgerContext } from '../context.js';
import { LedgerError } from '../errors.js';
import { MEMBER_STREAMS } from '../members/stored-fact.js';
import type { RegionScope } from '../scope.js';
import type { RecordedCause } from './cause.js';
import { type ConsumerSaid, saidOf } from './consumer-log.js';
import { cursorOf, type FeedCursor } from './cursor.js';
import {
  type Acknowledgement,
  CONSUMER_NAME,
  type ConsumerState,
  MAX_CONSUMER_NAME,
} from './feed-answers.js';
import { checkReached, standingsOf, unreadable } from './read-feed.js';

/** So long a list of consumers waits for a read model that is being made. */
const WAIT_MS = 10_000;

/** Longest error that a consumer says, in UTF-16 units. */
const MAX_ERROR = 300;

/** Takes how far a consumer has come. It decides nothing: the consumer keeps its cursor itself. */
export async function acknowledge(
  context: LedgerContext,
  acknowledgement: Acknowledgement,
): Promise<ConsumerState> {
  const { name, cursor: text, region, scheme, error, actor, correlationId, scope } = acknowledgement;
  checkTexts(acknowledgement);
  const { store, access, consumers } = context;
  const standings = standingsOf(context);
  const cursor = cursorOf(store.ledger.logId, text, '/cursor');
  await checkReached(store, cursor);
  await access.refresh();
  const word = {
    ...{ holder: access.holderOf(actor), name, topic: cursor.topic, cursor: text, error },
    scope: { regions: scope.regions, region: region ?? null, scheme: scheme ?? null },
  };
  const said = await consumers.take(word, { actor, correlationId });
  try {
    return await stateOf(context, standings, said);
  } catch (failure) {
    throw failure instanceof ProjectionError ? unreadable(standings) : failure;
  }
}

/** The consumers that read with a key of regions that the caller may all see, by name. */
export async function listConsumers(
  context: LedgerContext,
  { regions }: RegionScope,
): Promise<readonly ConsumerState[]> {
  const standings = standingsOf(context);
  await reachThoseOfBefore(context, standings);
  try {
    const all: ConsumerState[] = [];
    for (const said of everyone(context, standings)) all.push(await stateOf(context, standings, said));
    return all
      .filter(
        ({ scope }) =>
          regions === 'all' ||
          (scope.regions !== 'all' && scope.regions.every((each) => regions.includes(each))),
      )
      .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
  } catch (failure) {
    throw failure instanceof ProjectionError ? unreadable(standings) : failure;
  }
}

/** Read models that are being made have each consumer after a while only: it is waited for what this process has not heard itself. */
async function reachThoseOfBefore({ consumers }: LedgerContext, standings: Standings): Promise<void> {
  const expected = await consumers.heardBefore();
  if (standings.status.position >= expected || (await standings.reaches(expected, WAIT_MS))) return;
  const { state, position } = standings.status;
  if (state !== 'waiting' && state !== 'stopped')
    throw new LedgerError('projection-behind', { expected, seen: position });
}

/** What each consumer last said: to this process, or by the read model to any. */
function everyone({ consumers }: LedgerContext, standings: Standings): Iterable<ConsumerSaid> {
  const latest = new Map(consumers.heard);
  for (const consumer of standings.consumers()) {
    const said = saidOf(consumer);
    const heard = latest.get(consumer.stream);
    if (heard === undefined || heard.acknowledgedAt < said.acknowledgedAt) latest.set(consumer.stream, said);
  }
  return latest.values();
}

function orderOf({ name, holder, topic }: ConsumerState): string {
  return [name, holder, topic].join(' ');
}

async function stateOf(
  context: LedgerContext,
  standings: Standings,
  said: ConsumerSaid,
): Promise<ConsumerState> {
  const { store } = context;
  const cursor = cursorOf(store.ledger.logId, said.cursor, '/cursor');
  const next = await nextAfter(context, standings, cursor);
  const lagMs = next === undefined ? 0 : Date.parse(store.now()) - Date.parse(next);
  return {
    ...said,
    position: cursor.topic === 'standings' ? null : cursor.position,
    lagSeconds: Math.max(0, lagMs) / 1000,
  };
}

/** When the first entry after a cursor came about, of any region; undefined: there is none. */
async function nextAfter(
  { store }: LedgerContext,
  standings: Standings,
  cursor: FeedCursor,
): Promise<string | undefined> {
  switch (cursor.topic) {
    case 'answers': {
      const [row] = await standings.answersChanged(cursor, 1);
      return row && (JSON.parse(row.cause) as RecordedCause).time;
    }
    case 'facts': {
      const range = { after: cursor.position, limit: 1, filter: { streamPrefix: MEMBER_STREAMS } };
      for await (const { recordedAt } of store.readAll(range)) return recordedAt;
      return undefined;
    }
    case 'standings': {
      const [row] = standings.standingsReached(cursor, 1);
      return row && `${row.day}T00:00:00.000+08:00`;
    }
  }
}

function checkTexts({ name, error }: Acknowledgement): void {
  checkConsumerName(name, '/name');
  if (error === undefined) return;
  const field = '/error';
  if (error === '' || error.length > MAX_ERROR || /[\p{Cc}\p{Cs}]/u.test(error)) {
    throw malformed(field, kindOf(error), {
      zh: ` 1 至 ${MAX_ERROR} 个字符的文本, 不含控制字符`,
      en: `text of 1 to ${MAX_ERROR} characters without control characters`,
    });
  }
  if (containsPersonalIdentifier(error)) throw refusal('personal-identifier', field, { field });
}

/** Refuses what is no name of a consumer: a short token that names no person. */
export function checkConsumerName(name: string, field: string): void {
  if (CONSUMER_NAME.test(name) && !containsPersonalIdentifier(name)) return;
  throw malformed(field, kindOf(name), {
    zh: ` 1 至 ${MAX_CONSUMER_NAME} 个字母、数字或 . _ -`,
    en: `1 to ${MAX_CONSUMER_NAME} letters, digits or . _ -`,
  });
}
