import { AXES, COMPARED_FIELDS, FACT_TYPES, MAX_SUPPOSED, READING_IDS, REASONS } from '#libs/enrollment';
import { BLAMED_FIELDS, CAUSE_KINDS } from '#libs/ledger';
import { exactly, type JsonSchema, listOf, orNull, ref } from './json-schema.js';

const text: JsonSchema = { type: 'string' };
const count: JsonSchema = { type: 'integer' };
const flag: JsonSchema = { type: 'boolean' };
const day: JsonSchema = { type: 'string', format: 'date' };
const instant: JsonSchema = { type: 'string', format: 'date-time' };
const axis: JsonSchema = { enum: [...AXES] };
const field: JsonSchema = { enum: [...COMPARED_FIELDS] };
const value: JsonSchema = {
  description: 'The value of the field; null also where no registration is known.',
};

/** The coordinates of one side as it is asked for; what is left out has its default. */
const side = {
  type: 'object',
  properties: {
    on: day,
    knownAt: { ...text, description: '`pos:N`, an instant, or a day (its end).' },
    pack: { ...text, examples: ['fujian@1'] },
    readings: { ...text, examples: ['R1=yes,R16=freeze'] },
  },
  additionalProperties: false,
} satisfies JsonSchema;

const comparedSide = {
  pack: orNull(text),
  readings: { type: 'object' },
  hypothetical: flag,
  coordinates: ref('Coordinates'),
};

const event = exactly({
  kind: { enum: [...CAUSE_KINDS] },
  eventId: text,
  type: text,
  position: count,
  recordedAt: instant,
  effectiveOn: orNull(day),
  lateByDays: orNull(count),
  actor: text,
  source: orNull(exactly({ system: text, document: text })),
});

const values = { oldValue: value, newValue: value };

const flip: JsonSchema = {
  description: 'What made the difference; `event` is null where it is not for the caller to see.',
  oneOf: [
    exactly({
      ...values,
      axis: { const: 'knownAt' },
      step: { enum: ['learned', 'forgotten'] },
      event: orNull(ref('FlipEvent')),
    }),
    exactly({ ...values, axis: { const: 'on' }, day, step: { enum: ['forward', 'back'] } }),
    exactly({ ...values, axis: { const: 'pack' }, from: orNull(text), to: orNull(text) }),
    exactly({
      ...values,
      axis: { const: 'readings' },
      reading: { enum: [...READING_IDS] },
      from: {},
      to: {},
    }),
  ],
};

const cause: JsonSchema = {
  oneOf: [
    exactly({ axis, flip: ref('Flip') }),
    exactly({
      axis: { const: 'interaction' },
      kind: { enum: ['either', 'together'] },
      axes: listOf(axis),
      path: listOf(exactly({ axis, value })),
      flips: listOf(ref('Flip')),
    }),
  ],
};

/** What the comparisons of a member take and answer. */
export const COMPARISON_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  DiffBody: {
    type: 'object',
    properties: { a: side, b: side },
    additionalProperties: false,
    examples: [{ a: { knownAt: '2027-03-05', on: '2027-03-02' }, b: { on: '2027-03-02' } }],
  },
  BisectionBody: {
    type: 'object',
    properties: {
      field,
      a: { ...side, description: 'Default: as `b`, when the first fact of the member had been recorded.' },
      b: side,
    },
    required: ['field'],
    additionalProperties: false,
    examples: [{ field: 'pooledFund', b: { on: '2027-03-02' } }],
  },
  FlipEvent: event,
  Flip: flip,
  Diff: exactly({
    member: text,
    a: exactly(comparedSide),
    b: exactly(comparedSide),
    changes: listOf(exactly({ field, before: value, after: value, cause })),
    unchanged: listOf(field),
    facts: listOf({
      allOf: [
        ref('MemberEvent'),
        { type: 'object', properties: { knownOn: { enum: ['a', 'b'] } }, required: ['knownOn'] },
      ],
    }),
    factsOmitted: count,
    hypothetical: flag,
    coordinates: ref('Coordinates'),
  }),
  Bisection: exactly({
    member: text,
    field,
    old: exactly({ ...comparedSide, value }),
    new: exactly({ ...comparedSide, value }),
    flip: orNull(ref('Flip')),
    hypothetical: flag,
    coordinates: ref('Coordinates'),
  }),
  WhatIfBody: {
    type: 'object',
    properties: {
      facts: {
        ...listOf({
          type: 'object',
          description: 'The type and the fields of an event, as its route takes them.',
          properties: { type: { enum: [...FACT_TYPES] } },
          required: ['type'],
        }),
        minItems: 1,
        maxItems: MAX_SUPPOSED,
      },
      ...side.properties,
    },
    required: ['facts'],
    additionalProperties: false,
    examples: [
      {
        facts: [{ type: 'PremiumPaid', coverageYear: 2027, paidOn: '2026-10-20', amountFen: 40_000 }],
        on: '2028-03-15',
      },
    ],
  },
  WhatIf: exactly({
    member: text,
    hypothetical: { const: true },
    supposed: listOf(
      exactly({ hypothetical: { const: true }, id: { ...text, examples: ['~1'] }, body: { type: 'object' } }),
    ),
    changes: listOf(exactly({ field, before: value, after: value })),
    consequences: listOf(ref('Consequence')),
    standing: ref('Standing'),
    coordinates: ref('Coordinates'),
  }),
  Blamed: exactly({
    value,
    event: orNull(event),
    why: orNull(
      exactly({
        rule: text,
        clause: exactly({ document: text, at: text, paraphrase: exactly({ zh: text, en: text }) }),
        packDigest: text,
        readings: listOf(exactly({ id: { enum: [...READING_IDS] }, choice: {} })),
        eventIds: listOf(text),
        sentences: exactly({ zh: listOf(text), en: listOf(text) }),
      }),
    ),
  }),
  Blame: exactly({
    member: text,
    field: { enum: [...BLAMED_FIELDS] },
    set: ref('Blamed'),
    before: orNull(ref('Blamed')),
    validFor: exactly({ from: orNull(day), until: orNull(day) }),
    hypothetical: flag,
    coordinates: ref('Coordinates'),
  }),
  Radar: exactly({
    empty: flag,
    minDelayDays: count,
    region: orNull(text),
    recordedFrom: orNull(day),
    type: orNull({ enum: [...FACT_TYPES] }),
    examined: count,
    backdated: exactly({
      count,
      byDelay: listOf(exactly({ fromDays: count, untilDays: orNull(count), count })),
      byActor: listOf(exactly({ actor: text, count, longestDays: count })),
      bySource: listOf(exactly({ source: orNull(text), count, longestDays: count })),
      byType: listOf(exactly({ type: { enum: [...FACT_TYPES] }, count, longestDays: count })),
      facts: listOf(
        exactly({
          member: text,
          id: text,
          type: { enum: [...FACT_TYPES] },
          effectiveOn: day,
          recordedAt: instant,
          position: count,
          version: count,
          lateByDays: count,
          actor: text,
          source: orNull(exactly({ system: text, document: text })),
        }),
      ),
    }),
    corrections: exactly({
      count,
      byActor: listOf(
        exactly({ actor: text, type: { enum: [...FACT_TYPES] }, reason: { enum: [...REASONS] }, count }),
      ),
    }),
    next: orNull(text),
    coordinates: ref('Coordinates'),
  }),
};
