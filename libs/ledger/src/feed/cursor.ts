import { type Bilingual, type CivilDate, isCivilDate, malformed, whatIs } from '#libs/enrollment';
import { LedgerError } from '../errors.js';
import { excerpt } from '../excerpt.js';
import { FEED_TOPICS, type FeedTopic } from './feed-answers.js';

/** A place in the feed of one ledger. It never expires. */
export type FeedCursor =
  | { readonly topic: 'answers'; readonly position: number; readonly number: number }
  | { readonly topic: 'facts'; readonly position: number }
  | { readonly topic: 'standings'; readonly day: CivilDate | ''; readonly member: string };

/** Before the first entry of a topic. */
export function beginningOf(topic: FeedTopic): FeedCursor {
  switch (topic) {
    case 'answers':
      return { topic, position: 0, number: 0 };
    case 'facts':
      return { topic, position: 0 };
    case 'standings':
      return { topic, day: '', member: '' };
  }
}

/** A cursor as readers keep it: ledger, topic and place. */
export function cursorText(logId: string, cursor: FeedCursor): string {
  return [logId, cursor.topic, ...placeOf(cursor)].join('.');
}

function placeOf(cursor: FeedCursor): readonly string[] {
  switch (cursor.topic) {
    case 'answers':
      return [String(cursor.position), String(cursor.number)];
    case 'facts':
      return [String(cursor.position)];
    case 'standings':
      return [cursor.day, encodeURIComponent(cursor.member)];
  }
}

/**
 * Reads a cursor.
 *
 * @throws LedgerError cursor-of-another-ledger; a DomainError malformed-request for what is no cursor
 */
export function cursorOf(
  logId: string,
  text: string,
  field: string,
  expected: Bilingual = { zh: '变更流的游标', en: 'a cursor of the feed' },
): FeedCursor {
  const [ledger = '', topic, first = '', second = '', ...more] = text.split('.');
  const found = FEED_TOPICS.find((each) => each === topic);
  const cursor =
    found === undefined || more.length > 1 ? undefined : placed(found, first, [second, ...more].join('.'));
  if (cursor === undefined || !/^[0-9a-f-]{36}$/.test(ledger)) {
    throw malformed(field, whatIs(text), expected);
  }
  if (ledger !== logId)
    throw new LedgerError('cursor-of-another-ledger', { seen: excerpt(ledger), expected: logId });
  return cursor;
}

function placed(topic: FeedTopic, first: string, second: string): FeedCursor | undefined {
  switch (topic) {
    case 'answers':
      return isNumber(first) && isNumber(second)
        ? { topic, position: Number(first), number: Number(second) }
        : undefined;
    case 'facts':
      return isNumber(first) && second === '' ? { topic, position: Number(first) } : undefined;
    case 'standings':
      return first === '' || isCivilDate(first)
        ? { topic, day: first as CivilDate, member: decoded(second) }
        : undefined;
  }
}

function isNumber(text: string): boolean {
  return /^\d{1,15}$/.test(text);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
