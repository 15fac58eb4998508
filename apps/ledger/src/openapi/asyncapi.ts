import { FEED_TOPICS, FEED_TYPES, type FeedTopic } from '#libs/ledger';
import { ANSWER_SCHEMAS, FEED_SCHEMAS } from './answer-schemas.js';
import type { JsonSchema } from './json-schema.js';

/** The schema of the entries of each topic. */
const ENTRY_SCHEMAS: Readonly<Record<FeedTopic, keyof typeof FEED_SCHEMAS>> = {
  answers: 'AnswerChangedEntry',
  facts: 'FactRecordedEntry',
  standings: 'StandingReachedEntry',
};

const ABOUT: Readonly<Record<FeedTopic, string>> = {
  answers: 'An answer about given service dates is another one than it was.',
  facts: 'A fact was recorded.',
  standings:
    'Today’s standing moved because a day was reached; no answer about a given service date changed.',
};

/** Describes the feed in AsyncAPI 3.0, by the schemas that the OpenAPI document has. */
export function asyncApiDocument(version: string): object {
  const { MemberEvent } = ANSWER_SCHEMAS;
  const entrySchemas = FEED_TOPICS.map((topic) => ENTRY_SCHEMAS[topic]);
  const schemas: Readonly<Record<string, JsonSchema | undefined>> = {
    ...Object.fromEntries(
      ['Cause', 'ChangedAnswer', ...entrySchemas].map((name) => [name, FEED_SCHEMAS[name]]),
    ),
    MemberEvent,
  };
  const channels = FEED_TOPICS.map((topic) => [
    topic,
    {
      address: `/v1/feed?topic=${topic}`,
      description: `${ABOUT[topic]} At least once, in order for each member; drop an id that is known.`,
      messages: { entry: { $ref: `#/components/messages/${topic}` } },
    },
  ]);
  const messages = FEED_TOPICS.map((topic) => [
    topic,
    {
      name: FEED_TYPES[topic],
      summary: ABOUT[topic],
      contentType: 'application/cloudevents+json',
      payload: { $ref: `#/components/schemas/${ENTRY_SCHEMAS[topic]}` },
    },
  ]);
  const operations = FEED_TOPICS.map((topic) => [
    `read-${topic}`,
    {
      action: 'send',
      channel: { $ref: `#/channels/${topic}` },
      summary: 'As a batch of CloudEvents, by long poll, or as server-sent events; see /openapi.json.',
    },
  ]);
  return {
    asyncapi: '3.0.0',
    info: { title: 'canbao-ledger', version, description: 'The feed of changed answers.' },
    defaultContentType: 'application/cloudevents+json',
    channels: Object.fromEntries(channels) as object,
    operations: Object.fromEntries(operations) as object,
    components: { messages: Object.fromEntries(messages) as object, schemas },
  };
}
