import { IMPACT_BUCKETS, IMPACT_RUN_STATES } from '#libs/ledger';
import { exactly, type JsonSchema, listOf, orNull, ref } from './json-schema.js';

const text: JsonSchema = { type: 'string' };
const count: JsonSchema = { type: 'integer' };
const day: JsonSchema = { type: 'string', format: 'date' };
const instant: JsonSchema = { type: 'string', format: 'date-time' };
const fen: JsonSchema = { type: 'integer', description: 'Fen; 1 yuan = 100 fen.' };
const yes: JsonSchema = { const: true };

const population: JsonSchema = {
  oneOf: [
    exactly({ decisions: yes }),
    exactly({ region: text }),
    exactly({ members: listOf(text) }),
    exactly({ everyone: yes }),
  ],
  examples: [{ region: '359901' }],
};

/** A side as it is asked for; left out, it is the present. */
const side: JsonSchema = {
  type: 'object',
  properties: {
    knownAt: { ...text, description: '`pos:N`, an instant, or a day (its end).' },
    pack: {
      anyOf: [
        { ...text, description: 'Pins a version for every rule.', examples: ['fujian@1'] },
        { ...exactly({ draft: text }), description: 'The text of a pack.yaml, as if it had been adopted.' },
      ],
    },
    readings: { ...text, examples: ['R1=yes,R16=freeze'] },
    change: {
      ...text,
      description: 'A submitted policy change, as if it were in force.',
      examples: ['change-2'],
    },
  },
  additionalProperties: false,
};

const settledSide = exactly({
  knownAt: orNull(instant),
  position: count,
  pack: orNull(exactly({ id: text, version: text, digest: text, as: { enum: ['pinned', 'adopted'] } })),
  readings: { type: 'object' },
  change: orNull(text),
});

const wait = orNull({
  type: 'object',
  properties: { totalMonths: orNull(count), totalDays: orNull(count), benefitsFrom: day },
  required: ['totalMonths', 'benefitsFrom'],
  additionalProperties: false,
});

/** What the routes of impact runs take and answer. */
export const IMPACT_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  ImpactRunBody: {
    type: 'object',
    properties: { population, a: side, b: side },
    required: ['population'],
    additionalProperties: false,
    examples: [{ population: { region: '359901' }, b: { readings: 'R1=yes' } }],
  },
  ImpactNumbers: exactly({
    examined: count,
    changed: count,
    unchanged: count,
    buckets: exactly(Object.fromEntries(IMPACT_BUCKETS.map((bucket) => [bucket, count]))),
    unreadable: count,
    unknown: count,
    payableGainedDays: count,
    payableLostDays: count,
    ceilingUpFen: fen,
    ceilingDownFen: fen,
    ceilingsGained: count,
    ceilingsLost: count,
    claimsOnLostDays: count,
    paidOnLostDaysFen: fen,
    decisions: count,
  }),
  ImpactRun: exactly({
    id: text,
    state: { enum: [...IMPACT_RUN_STATES] },
    done: count,
    total: count,
    ratePerSecond: orNull(count),
    etaSeconds: orNull(count),
    population,
    a: settledSide,
    b: settledSide,
    on: day,
    serviceDates: exactly({ from: { type: 'null' }, until: day }),
    numbers: ref('ImpactNumbers'),
    years: listOf(
      exactly({ coverageYear: count, upMembers: count, upFen: fen, downMembers: count, downFen: fen }),
    ),
    consumers: listOf(exactly({ actor: text, members: count, decisions: count })),
    digest: orNull(text),
    engine: text,
    startedBy: text,
    startedAt: instant,
    finishedAt: orNull(instant),
  }),
  ImpactRunList: exactly({ items: listOf(ref('ImpactRun')) }),
  ImpactMember: exactly({
    member: text,
    region: text,
    buckets: listOf({ enum: [...IMPACT_BUCKETS] }),
    affected: exactly({ from: day, until: day }),
    payableGainedDays: count,
    payableLostDays: count,
    waiting: orNull(exactly({ coverageYear: count, before: wait, after: wait })),
    ceiling: orNull(exactly({ coverageYear: count, beforeFen: fen, afterFen: fen })),
    ceilingFen: fen,
    paidOnLostDaysFen: fen,
    decisions: count,
  }),
  ImpactMembers: exactly({ id: text, items: listOf(ref('ImpactMember')), next: orNull(text) }),
  TypicalMembers: exactly({
    id: text,
    items: listOf(exactly({ alike: count, example: ref('ImpactMember') })),
  }),
};
