import { exactly, type JsonSchema, listOf, orNull, ref } from './json-schema.js';

const text: JsonSchema = { type: 'string' };
const count: JsonSchema = { type: 'integer' };

/** What auditors are answered of who read whom. */
export const ACCESS_LOG_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  AccessLogEntry: exactly({
    number: { ...count, description: 'Place in the access log, from 1.' },
    readAt: { type: 'string', format: 'date-time' },
    actor: { ...text, description: 'The key that asked.' },
    holder: { ...text, description: 'Its holder: the first of the keys that replaced each other.' },
    purpose: { ...orNull(text), description: 'As said in `Access-Purpose`; null: a system that said none.' },
    route: text,
    parameters: {
      type: 'object',
      additionalProperties: text,
      description: 'What else names what was asked for: a decision, a close, a topic of the feed.',
    },
    on: { ...orNull({ ...text, format: 'date' }), description: 'The day that the answer is about.' },
    position: { ...orNull(count), description: 'The last position of the ledger that it counts.' },
    count: { ...count, description: 'Members shown by it that the caller may see.' },
    members: { ...listOf(text), description: 'The first 20 of them; the filter `member` finds every one.' },
    request: { ...text, description: 'Id of the request, as the log of the server has it.' },
  }),
  AccessLog: exactly({ items: listOf(ref('AccessLogEntry')), next: orNull(count) }),
};
