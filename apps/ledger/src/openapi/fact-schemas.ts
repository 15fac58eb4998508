import {
  FACT_FIELDS,
  FACT_TYPES,
  type FactType,
  type Field,
  type FieldKind,
  MAX_LISTED_YEARS,
  MAX_TEXT_LENGTH,
  REASONS,
  SCHEMES,
  STATUSES,
  TRANSFER_SIDES,
} from '#libs/enrollment';
import type { JsonSchema } from './json-schema.js';
import { FACT_EXAMPLES } from './fact-examples.js';

const text: JsonSchema = { type: 'string', minLength: 1, maxLength: MAX_TEXT_LENGTH };
const day: JsonSchema = { type: 'string', format: 'date', examples: ['2028-02-29'] };
const year: JsonSchema = { type: 'integer', examples: [2028] };
const replacements = FACT_TYPES.map((type) => ({ $ref: `#/components/schemas/${type}Replacement` }));

/** How each kind of field is written in JSON. */
const kinds: Readonly<Record<FieldKind, JsonSchema>> = {
  amount: {
    type: 'integer',
    minimum: 0,
    maximum: Number.MAX_SAFE_INTEGER,
    description: 'Fen; 1 yuan = 100 fen.',
  },
  count: { type: 'integer', minimum: 0 },
  date: day,
  'event-id': { ...text, description: 'The id of an event of this member.' },
  flag: { type: 'boolean' },
  identifier: { ...text, description: 'A number of another system; not free text.' },
  reason: { enum: [...REASONS] },
  region: { ...text, examples: ['359901'] },
  replacement: { oneOf: replacements, description: 'A whole event body of the type that is replaced.' },
  scheme: { enum: [...SCHEMES] },
  status: { enum: [...STATUSES] },
  text: { ...text, description: 'Free text; refused where it holds an identity or phone number.' },
  'transfer-side': { enum: [...TRANSFER_SIDES] },
  year,
  years: { type: 'array', items: year, uniqueItems: true, maxItems: MAX_LISTED_YEARS },
};

const source: JsonSchema = {
  type: 'object',
  description:
    'Who says so, and on which document; its line where it has several (TX0123/2). The pair is used once.',
  properties: { system: text, document: text },
  required: ['system', 'document'],
  additionalProperties: false,
};

/** Two schemas for each event: the body that is posted, and the event body that stands inside a correction. */
export function factSchemas(): Readonly<Record<string, JsonSchema>> {
  return Object.fromEntries(
    FACT_TYPES.flatMap((type) => [
      [`${type}Body`, bodySchema(type)],
      [`${type}Replacement`, replacementSchema(type)],
    ]),
  );
}

/** The body of the route that records this event, generated from the core's table of fields. */
function bodySchema(type: FactType): JsonSchema {
  const { properties, required } = fieldSchemas(type);
  const named = type === 'MemberRegistered' ? { member: text } : {};
  return {
    type: 'object',
    properties: { ...named, ...properties, source },
    required: [...Object.keys(named), ...required, 'source'],
    additionalProperties: false,
    examples: [FACT_EXAMPLES[type]],
  };
}

function replacementSchema(type: FactType): JsonSchema {
  const { properties, required } = fieldSchemas(type);
  return {
    type: 'object',
    properties: { type: { const: type }, ...properties },
    required: ['type', ...required],
    additionalProperties: false,
  };
}

function fieldSchemas(type: FactType): {
  readonly properties: Record<string, JsonSchema>;
  readonly required: string[];
} {
  const fields = Object.entries<Field>(FACT_FIELDS[type].fields);
  return {
    properties: Object.fromEntries(fields.map(([name, { kind }]) => [name, kinds[kind]])),
    required: fields.filter(([, { optional }]) => optional !== 'always').map(([name]) => name),
  };
}
