import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { PURPOSES } from '../access/access.guard.js';
import { ANSWER_SCHEMAS } from './answer-schemas.js';
import { factSchemas } from './fact-schemas.js';
import { DERIVATION_BODY_SCHEMA, PROBLEM_SCHEMA } from './problem-schema.js';

const readHeaders = {
  'Ledger-On': 'The civil day that the answer is about.',
  'Ledger-Known-At': 'When the last fact that counts was recorded.',
  'Ledger-Position': 'Its position in the log.',
  'Policy-Pack': 'Every pack version used.',
  'Engine-Version': 'The program that answered.',
  'Projection-Lag': 'Events that the read model is behind.',
  'Member-Version': 'Number of the member’s events.',
  ETag: 'Weak: over the answer without its coordinates. Strong on a member and its events: what If-Match takes.',
  'Idempotent-Replayed': '`true` where an earlier request had appended the fact.',
  'Request-Id': 'The request, as the log knows it.',
};

/** Describes every route of the application in OpenAPI 3.1. */
export function openApiDocument(app: INestApplication, version: string): OpenAPIObject {
  const info = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('canbao-ledger')
    .setDescription('Facts about medical-insurance enrolment in; standings with their reasons out.')
    .setVersion(version)
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'A key; a sample ledger asks for none.' })
    .addServer('/')
    .build();
  const document = SwaggerModule.createDocument(app, info);
  const schemas = {
    ...document.components?.schemas,
    ...ANSWER_SCHEMAS,
    ...factSchemas(),
    Problem: PROBLEM_SCHEMA,
    DerivationBody: DERIVATION_BODY_SCHEMA,
  };
  for (const [path, operations] of Object.entries(document.paths)) {
    if (path.startsWith('/v1/'))
      for (const operation of Object.values<Operation>(operations as Readonly<Record<string, Operation>>))
        complete(operation);
  }
  return { ...document, components: { ...document.components, schemas } };
}

interface Parameter {
  readonly name?: string;
  readonly in?: string;
  readonly [member: string]: unknown;
}

/** The parts of an operation that all routes below /v1 share. */
interface Operation {
  parameters?: Parameter[];
  responses: Record<string, { headers?: object }>;
  security?: object[];
}

function complete(operation: Operation): void {
  operation.security = [{ bearer: [] }];
  operation.parameters = [...(operation.parameters ?? []).map(withExample), ...commonHeaders];
  for (const [status, response] of Object.entries(operation.responses)) {
    if (status.startsWith('2')) response.headers = described(readHeaders);
  }
}

/** Path parameters have an example that works on the sample ledger. */
function withExample(parameter: Parameter): Parameter {
  const example = parameter.in === 'path' ? pathExamples[parameter.name ?? ''] : undefined;
  return example === undefined ? parameter : { ...parameter, example };
}

const pathExamples: Readonly<Record<string, string>> = {
  member: 'P-0001',
  position: '1',
  id: 'fujian',
  version: '1',
  code: '359901',
  decision: 'dec_0000000000000000000000000',
  source: 'tax-359901',
  close: '359901-2030-1',
  consumer: 'claims',
};

const commonHeaders = [
  header('Accept-Language', 'Language of the texts of a problem.', { enum: ['zh', 'en'] }),
  header('Access-Purpose', 'Required of people who read a member.', { enum: [...PURPOSES] }),
  header('Correlation-Id', 'Names the client’s job; stored with the events it causes.', { type: 'string' }),
];

function header(name: string, description: string, schema: object): Parameter {
  return { name, in: 'header', required: false, description, schema };
}

function described(headers: Readonly<Record<string, string>>): object {
  return Object.fromEntries(
    Object.entries(headers).map(([name, description]) => [name, { description, schema: { type: 'string' } }]),
  );
}
