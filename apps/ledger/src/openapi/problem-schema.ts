import { PROBLEM_TYPES } from '../http/problem-types.js';
import { type JsonSchema, listOf } from './json-schema.js';

const text: JsonSchema = { type: 'string' };

/** A problem document (RFC 9457) with the members of this API. */
export const PROBLEM_SCHEMA: JsonSchema = {
  type: 'object',
  description: 'RFC 9457. The texts follow Accept-Language (zh, en); the codes never change.',
  properties: {
    type: { ...text, description: 'The page of the code: /problems/<code>.' },
    title: text,
    status: { type: 'integer' },
    code: { enum: Object.keys(PROBLEM_TYPES) },
    detail: { ...text, description: 'What was seen and what was expected.' },
    instance: { ...text, description: 'The request, as the log knows it.' },
    clause: { ...text, description: 'The clause, where a policy refused.' },
    remedy: { ...text, description: 'What to do.' },
    errors: listOf({
      type: 'object',
      description:
        'The places it is about: a JSON pointer into the body, a parameter or a header, with the facts.',
      properties: { pointer: text, parameter: text, header: text, code: text },
      required: ['code'],
    }),
    eventsSince: listOf({ type: 'object', description: 'With 412: the events since the version named.' }),
  },
  required: ['type', 'title', 'status', 'code', 'detail', 'instance'],
};

/** The body of a derivation: what the core reads of a case (docs/domain.md, cases). */
export const DERIVATION_BODY_SCHEMA: JsonSchema = {
  type: 'object',
  properties: {
    policy: { ...text, examples: ['fujian'] },
    on: { type: 'string', format: 'date' },
    knownAt: text,
    baseCeilingFen: {
      description: 'An amount, null (the region has none), or a map by year; absent: unknown.',
    },
    regions: { type: 'object' },
    readings: { type: 'object' },
    windows: {},
    events: listOf({ type: 'object', properties: { type: text }, required: ['type'] }),
  },
  required: ['policy', 'on', 'events'],
  examples: [
    {
      policy: 'fujian',
      baseCeilingFen: 30000000,
      on: '2028-03-15',
      events: [
        { type: 'MemberRegistered', region: '359901', liableFrom: '2024-01-01' },
        { type: 'PremiumPaid', coverageYear: 2024, paidOn: '2023-11-20' },
        { type: 'PremiumPaid', coverageYear: 2028, paidOn: '2027-11-20' },
      ],
    },
  ],
};
