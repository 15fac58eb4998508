import {
  EXPLAINED_FIELDS,
  FACT_TYPES,
  NOT_PAYABLE_REASONS,
  RECORD_KINDS,
  REFUSAL_CODES,
  SCHEMES,
  WARNING_CODES,
} from '#libs/enrollment';
import {
  ACTIONS,
  CAUSE_KINDS,
  CHECKLIST_ITEMS,
  CONSEQUENCE_FIELDS,
  type ConsequenceField,
  FEED_TOPICS,
  FEED_TYPES,
  REPLAY_COORDINATES,
  ROLES,
  YEAR_CLOSE_OUTCOMES,
  YEAR_CLOSE_STATES,
} from '#libs/ledger';
import { COMPARISON_SCHEMAS } from './comparison-schemas.js';
import { POLICY_CHANGE_SCHEMAS } from './policy-change-schemas.js';
import { ACCESS_LOG_SCHEMAS } from './access-log-schemas.js';
import { SEAL_SCHEMAS } from './seal-schemas.js';
import { IMPACT_SCHEMAS } from './impact-schemas.js';
import { exactly, type JsonSchema, listOf, orNull, ref, withOptional } from './json-schema.js';

const text: JsonSchema = { type: 'string' };
const count: JsonSchema = { type: 'integer' };
const flag: JsonSchema = { type: 'boolean' };
const day: JsonSchema = { type: 'string', format: 'date' };
const instant: JsonSchema = {
  type: 'string',
  format: 'date-time',
  examples: ['2028-03-15T10:02:11.000+08:00'],
};
const fen: JsonSchema = { type: 'integer', description: 'Fen; 1 yuan = 100 fen.' };
const anything: JsonSchema = {};
const bilingual = exactly({ zh: text, en: text });
const clause = exactly({ document: text, at: text, paraphrase: bilingual });
const confidence: JsonSchema = { enum: ['high', 'medium', 'low'] };
/** The choice of a reading: a word, a number, or a number with its key such as `{"days": 90}`. */
const choice: JsonSchema = {
  anyOf: [text, count, { type: 'object', additionalProperties: count }],
};
const coordinates = ref('Coordinates');
const range = exactly({ from: day, until: orNull(day) });
const open: JsonSchema = { type: 'object' };

/** A page of a list; `next` is the `after` of the following page. */
const page = (item: string, more: Readonly<Record<string, JsonSchema>> = {}): JsonSchema =>
  exactly({ ...more, items: listOf(ref(item)), next: orNull(text), coordinates });
const list = (item: string): JsonSchema => exactly({ items: listOf(ref(item)), coordinates });

const summary = {
  id: text,
  type: { enum: [...FACT_TYPES] },
  effectiveOn: day,
  recordedAt: instant,
  position: count,
  version: count,
};

const source = { source: text, kind: { enum: [...RECORD_KINDS] } };

/** A source that has not come far enough, or a scheme that the ledger does not answer for. */
const undetermined: JsonSchema = {
  anyOf: [
    exactly({ ...source, completeThrough: day, neededThrough: day }),
    exactly({ code: { const: 'out-of-scope' } }),
  ],
};

const watermark = { ...source, region: text, completeThrough: day, declaredAt: instant, position: count };

const decisionId: JsonSchema = {
  anyOf: [text, { type: 'null' }],
  description: 'Null: a dry run, or a hypothetical answer; neither is recorded.',
};

const standing = {
  region: text,
  covered: { enum: [...SCHEMES, 'none'] },
  benefitEligible: flag,
  hypothetical: flag,
  waiting: orNull(ref('Waiting')),
  breakYears: listOf(count),
  streakYears: count,
  zeroClaimProvisional: flag,
  employeeYearsEquivalent: orNull(exactly({ years: count, remainderYears: count })),
  ceiling: ref('Ceiling'),
  readingIds: listOf(text),
  warnings: listOf({ enum: [...WARNING_CODES] }),
  undetermined: listOf(undetermined),
  completeness: listOf(ref('SourceCompleteness')),
  validFor: exactly({ from: orNull(day), until: orNull(day) }),
};

const explanation = {
  schema: { const: 'canbao.explanation/1' },
  member: text,
  field: { enum: [...EXPLAINED_FIELDS] },
  value: { description: 'The explained part of the standing.' },
  hypothetical: flag,
  sentences: exactly({ zh: listOf(text), en: listOf(text) }),
  steps: listOf(ref('Step')),
  notApplied: listOf(exactly({ rule: text, needed: text, seen: orNull(text) })),
  wouldChange: listOf(exactly({ action: open, result: anything })),
  readings: listOf(
    exactly({
      id: text,
      choice,
      confidence,
      alternatives: listOf(exactly({ choice, result: anything })),
    }),
  ),
  coordinates,
};

const packSummary = {
  id: text,
  version: text,
  regionCode: text,
  title: bilingual,
  extends: orNull(text),
  document: text,
  publishedOn: day,
  effectiveFrom: day,
  inForceUntil: orNull(day),
  digest: text,
  adoptedAt: instant,
  position: count,
};

/** An entry of the feed: a CloudEvent 1.0 whose data follow from its type. */
const feedEntry = (type: string, data: JsonSchema): JsonSchema =>
  exactly({
    specversion: { const: '1.0' },
    id: { ...text, description: 'The same entry always has the same id: remove duplicates by it.' },
    type: { const: type },
    source: text,
    subject: { ...text, description: 'The member.' },
    time: instant,
    cursor: { ...text, description: 'Where to go on after this entry. It never expires.' },
    data,
  });

/** The value of each figure that the feed tells. */
const figures: Readonly<Record<ConsequenceField, JsonSchema>> = {
  pooledFund: exactly({
    payable: { ...orNull(flag), description: 'Null: a source has not come far enough.' },
    reasons: listOf({ enum: [...NOT_PAYABLE_REASONS] }),
  }),
  waiting: orNull(
    withOptional(exactly({ totalMonths: orNull(count), benefitsFrom: day }), { totalDays: orNull(count) }),
  ),
  streakYears: count,
  continuousCreditFen: orNull(fen),
  zeroClaimCreditFen: orNull(fen),
  breakPenaltyFen: orNull(fen),
  effectiveCeilingFen: orNull(fen),
};

/** A figure that changed; a side is null also where a region answered that the reader does not see. */
const changedFigure = (field: ConsequenceField): JsonSchema =>
  exactly({
    affectedServiceDates: range,
    field: { const: field },
    before: orNull(figures[field]),
    after: orNull(figures[field]),
    cause: ref('Cause'),
    supersededDecisions: listOf(text),
  });

/** What the feed and the routes of its consumers answer; the AsyncAPI document has them too. */
export const FEED_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  Cause: exactly({
    kind: { enum: [...CAUSE_KINDS] },
    eventId: text,
    position: count,
    effectiveOn: orNull(day),
    lateByDays: orNull(count),
  }),
  ChangedAnswer: { oneOf: CONSEQUENCE_FIELDS.map(changedFigure) },
  AnswerChangedEntry: feedEntry(FEED_TYPES.answers, ref('ChangedAnswer')),
  FactRecordedEntry: feedEntry(FEED_TYPES.facts, ref('MemberEvent')),
  StandingReachedEntry: feedEntry(FEED_TYPES.standings, exactly({ on: day, before: open, after: open })),
  FeedEntry: {
    oneOf: [ref('AnswerChangedEntry'), ref('FactRecordedEntry'), ref('StandingReachedEntry')],
  },
  Consumer: exactly({
    name: text,
    holder: { ...text, description: 'The first of the keys that replaced each other.' },
    actor: text,
    topic: { enum: [...FEED_TOPICS] },
    scope: exactly({
      regions: { anyOf: [{ const: 'all' }, listOf(text)] },
      region: orNull(text),
      scheme: orNull(text),
    }),
    cursor: text,
    position: orNull(count),
    lagSeconds: { type: 'number', description: 'Age of the first entry that it has not acknowledged.' },
    acknowledgedAt: instant,
    lastError: orNull(exactly({ text, at: instant })),
  }),
  ConsumerList: exactly({ items: listOf(ref('Consumer')) }),
};

/** The schemas of every answer that has coordinates or a problem's form. */
export const ANSWER_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  Coordinates: exactly({
    on: day,
    knownAt: orNull(instant),
    position: count,
    packs: listOf(exactly({ id: text, version: text, digest: text })),
    engine: text,
  }),
  Waiting: withOptional(
    exactly({
      fixedMonths: orNull(count),
      variableMonths: orNull(count),
      repairedMonths: orNull(count),
      totalMonths: orNull(count),
      startsOn: orNull(day),
      endsOn: day,
      benefitsFrom: day,
    }),
    { fixedDays: count, variableDays: count, repairedDays: count, totalDays: count },
  ),
  Ceiling: exactly({
    status: { enum: ['known', 'not-struck', 'not-applicable', 'indeterminate'] },
    baseFen: orNull(fen),
    continuousCreditFen: orNull(fen),
    zeroClaimCreditFen: orNull(fen),
    breakPenaltyFen: orNull(fen),
    raiseAppliedFen: orNull(fen),
    penaltyAppliedFen: orNull(fen),
    effectiveFen: orNull(fen),
  }),
  Standing: exactly({ member: text, ...standing, coordinates }),
  SourceCompleteness: exactly({
    ...source,
    status: { enum: ['complete', 'incomplete', 'undeclared'] },
    completeThrough: orNull(day),
    neededThrough: day,
  }),
  EligibilityCheck: exactly({
    decisionId,
    member: text,
    scheme: { enum: [...SCHEMES] },
    ...standing,
    pooledFund: exactly({
      payable: {
        anyOf: [flag, { type: 'null' }],
        description: 'Null: not known; `undetermined` says why.',
      },
      payableFrom: {
        anyOf: [day, { type: 'null' }],
        description:
          'The first day from `on` on which the fund pays, by the facts known; null: none in sight.',
      },
      reasons: listOf(exactly({ code: { enum: [...NOT_PAYABLE_REASONS] }, clause: orNull(text), text })),
    }),
    coordinates,
  }),
  Decision: {
    description: 'By kind: an eligibility check, or a standing or a repair quote with its `decisionId`.',
    type: 'object',
    properties: { decisionId, member: text, hypothetical: flag, coordinates },
    required: ['decisionId', 'member', 'hypothetical', 'coordinates'],
  },
  Replay: exactly({
    equal: flag,
    differs: orNull({ enum: [...REPLAY_COORDINATES] }),
  }),
  WatermarkItem: exactly(watermark),
  Watermarks: exactly({ source: text, items: listOf(ref('WatermarkItem')), coordinates }),
  WatermarkDeclared: exactly({ appended: flag, ...watermark }),
  Timeline: exactly({
    member: text,
    hypothetical: flag,
    intervals: listOf({
      type: 'object',
      properties: {
        kind: { enum: ['cover', 'lapse', 'break-year', 'wait', 'balances', 'ceiling'] },
        from: day,
        until: orNull(day),
        value: anything,
      },
      required: ['kind', 'from', 'until'],
      additionalProperties: false,
    }),
    coordinates,
  }),
  Explanation: exactly(explanation),
  DecisionExplanation: exactly({
    ...explanation,
    decisionId: text,
    recorded: exactly({ explanationDigest: text, engine: text, isSame: flag }),
  }),
  Step: {
    type: 'object',
    description:
      'Inputs name earlier steps; the last step is the result. Facts under `context` do not change it.',
    properties: {
      id: text,
      rule: text,
      value: anything,
      unit: text,
      formula: orNull(text),
      inputs: listOf(text),
      readingIds: listOf(text),
      eventIds: listOf(text),
      clause,
      packDigest: text,
    },
    required: ['id', 'rule', 'value', 'unit', 'inputs', 'readingIds', 'eventIds', 'clause', 'packDigest'],
  },
  RepairQuote: exactly({
    member: text,
    hypothetical: flag,
    enrolmentYear: orNull(count),
    breakYears: listOf(count),
    rows: listOf(
      withOptional(
        exactly({
          years: count,
          costFen: orNull(fen),
          totalMonths: orNull(count),
          benefitsFrom: day,
          helps: flag,
        }),
        { totalDays: count },
      ),
    ),
    coordinates,
  }),
  Derivation: exactly({
    ...standing,
    coordinates: open,
    refused: listOf(exactly({ index: count, code: { enum: [...REFUSAL_CODES] } })),
  }),
  MemberSummary: exactly({ member: text, region: text, liableFrom: day }),
  MemberList: page('MemberSummary'),
  Member: exactly({
    member: text,
    region: text,
    liableFrom: day,
    version: count,
    regions: listOf({ allOf: [exactly({ region: text, from: orNull(day), until: orNull(day) })] }),
    diedOn: orNull(day),
    coordinates,
  }),
  MemberEvent: {
    ...exactly({
      ...summary,
      member: text,
      schemaVersion: count,
      data: open,
      source: orNull(exactly({ system: text, document: text })),
      actor: text,
      correlationId: text,
      lateByDays: count,
      undoneBy: orNull(text),
    }),
    additionalProperties: true,
  },
  MemberEvents: page('MemberEvent', { member: text, version: count }),
  EventList: page('MemberEvent'),
  Consequence: exactly({ serviceDates: range, field: text, before: anything, after: anything }),
  RecordedFact: exactly({
    appended: flag,
    event: exactly({ ...summary, recordedAt: orNull(instant), position: orNull(count) }),
    consequences: listOf(ref('Consequence')),
    supersededDecisions: listOf(text),
    warnings: listOf({ enum: [...WARNING_CODES] }),
  }),
  PackSummary: { type: 'object', properties: packSummary, required: Object.keys(packSummary) },
  PackList: list('PackSummary'),
  Pack: {
    type: 'object',
    properties: { ...packSummary, parameters: open, readings: open, coordinates },
    required: [...Object.keys(packSummary), 'parameters', 'readings', 'coordinates'],
  },
  Reading: exactly({
    id: text,
    question: bilingual,
    choices: listOf(text),
    alternatives: listOf(exactly({ choice, effect: bilingual })),
    number: orNull(
      exactly({
        unit: { enum: ['year', 'years', 'months', 'days'] },
        key: orNull(text),
        min: count,
        max: count,
      }),
    ),
    packs: listOf(exactly({ pack: text, choice, clause, evidence: text, confidence, signer: orNull(text) })),
  }),
  ReadingList: list('Reading'),
  RegionSummary: exactly({
    code: text,
    pack: text,
    baseCeilingFen: { type: 'object', additionalProperties: orNull(fen) },
    premiumFen: {
      type: 'object',
      additionalProperties: {
        anyOf: [fen, listOf(exactly({ from: orNull(text), amountFen: fen }))],
      },
    },
    sample: flag,
    configuredAt: instant,
    position: count,
  }),
  RegionList: list('RegionSummary'),
  Region: { type: 'object', allOf: [{ ...ref('RegionSummary') }], properties: { coordinates } },
  PolicyLog: exactly({
    regions: listOf(ref('RegionSummary')),
    readings: listOf(
      exactly({
        pack: text,
        reading: text,
        question: bilingual,
        choice,
        alternatives: listOf(choice),
        clause,
        evidence: text,
        confidence,
        versions: listOf(exactly({ version: text, digest: text })),
        signer: text,
        chosenAt: instant,
        position: count,
      }),
    ),
    watermarks: listOf(ref('WatermarkItem')),
    events: listOf(ref('FlipEvent')),
    coordinates,
  }),
  Session: exactly({
    mode: { enum: ['sample', 'key'] },
    role: {
      anyOf: [{ enum: ['sample', ...ROLES] }, { type: 'null' }],
      description: 'Null: nobody is signed in.',
    },
    actor: orNull(text),
    actions: listOf({ enum: [...ACTIONS] }),
    regions: { anyOf: [{ const: 'all' }, listOf(text)] },
    needsPurpose: flag,
    today: { ...day, description: 'Today at +08:00, by the clock of the ledger.' },
    engine: text,
  }),
  YearCloseNumbers: exactly({
    examined: count,
    inRegion: count,
    due: count,
    appended: count,
    recorded: count,
    corrected: count,
    refused: count,
    unreadable: count,
    continuousCreditMembers: count,
    continuousCreditFen: fen,
    zeroClaimCreditMembers: count,
    zeroClaimCreditFen: fen,
    breakPenaltyMembers: count,
    breakPenaltyFen: fen,
    creditResets: count,
  }),
  YearClose: exactly({
    id: text,
    region: text,
    coverageYear: count,
    state: { enum: [...YEAR_CLOSE_STATES] },
    done: count,
    total: count,
    ratePerSecond: orNull(count),
    etaSeconds: orNull(count),
    checklist: listOf(
      exactly({
        item: { enum: [...CHECKLIST_ITEMS] },
        kind: orNull({ enum: [...RECORD_KINDS] }),
        source: orNull(text),
        status: { enum: ['met', 'open', 'undeclared'] },
        seen: orNull(text),
        needed: orNull(text),
      }),
    ),
    windowEndsOn: day,
    lapsedOn: day,
    startedBy: text,
    startedAt: instant,
    approvedBy: orNull(text),
    approvedAt: orNull(instant),
    previewPosition: count,
    preview: ref('YearCloseNumbers'),
    report: orNull(ref('YearCloseNumbers')),
  }),
  YearCloseList: exactly({ items: listOf(ref('YearClose')) }),
  YearCloseMember: exactly({
    member: text,
    liableFrom: day,
    lapsedOn: day,
    inPreview: flag,
    outcome: { enum: [...YEAR_CLOSE_OUTCOMES] },
    eventId: orNull(text),
    recordedAt: orNull(instant),
  }),
  YearCloseMembers: exactly({ id: text, items: listOf(ref('YearCloseMember')), next: orNull(text) }),
  ...FEED_SCHEMAS,
  ...COMPARISON_SCHEMAS,
  ...IMPACT_SCHEMAS,
  ...SEAL_SCHEMAS,
  ...ACCESS_LOG_SCHEMAS,
  ...POLICY_CHANGE_SCHEMAS,
  Liveness: exactly({ status: { const: 'live' } }),
  Readiness: {
    type: 'object',
    properties: { status: text, reason: text, remedy: text },
    required: ['status'],
  },
};
