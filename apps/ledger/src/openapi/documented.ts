import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';
import { PROBLEM_TYPES, type ProblemCode } from '../http/problem-types.js';
import { listOf, ref } from './json-schema.js';

/** Problems that every route below /v1 can have. */
export const COMMON_PROBLEMS: readonly ProblemCode[] = [
  'malformed-request',
  'not-authenticated',
  'not-allowed',
  'purpose-missing',
  'rate-limited',
  'internal-error',
  'store-unavailable',
  'projection-behind',
  'access-log-unavailable',
];

/** What a route is for people who read its documentation. */
export interface RouteText {
  readonly summary: string;
  /** The schema of the answer. */
  readonly answer: string;
  /** Media types of an answer that is text, not JSON; `answer` then only describes it. A batch (`…+json`) comes first. */
  readonly texts?: readonly string[];
  readonly status?: number;
  /** Open to everyone, so that it has none of the common problems. */
  readonly isPublic?: boolean;
  /** Problems of this route beside the common ones. */
  readonly problems?: readonly ProblemCode[];
  readonly description?: string;
}

/** Documents a route: its answer and the problems that it alone can have. */
export function Documented({
  summary,
  answer,
  status = 200,
  texts,
  problems = [],
  isPublic = false,
  description,
}: RouteText): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary, ...(description === undefined ? {} : { description }) }),
    ApiResponse({ status, description: answer, content: contentOf(answer, texts) }),
    ...Object.entries(problemResponses([...(isPublic ? [] : COMMON_PROBLEMS), ...problems])).map(
      ([code, response]) => ApiResponse({ status: Number(code), ...response }),
    ),
  );
}

function contentOf(
  answer: string,
  texts: readonly string[] | undefined,
): Record<string, { readonly schema: object }> {
  if (texts?.[0]?.endsWith('+json') === true)
    return { [texts[0]]: { schema: listOf(ref(answer)) }, ...contentOf(answer, texts.slice(1)) };
  if (texts === undefined) return { 'application/json': { schema: ref(answer) } };
  return Object.fromEntries(texts.map((media) => [media, { schema: { type: 'string' } }]));
}

/** Refusals that pass, and the header that says when. */
const RETRIED: readonly number[] = [429, 503];
const RETRY_AFTER = {
  'Retry-After': { description: 'Seconds until another request is worth while', schema: { type: 'integer' } },
};

interface ProblemResponse {
  readonly description: string;
  readonly headers?: Readonly<Record<string, { readonly description: string; readonly schema: object }>>;
  readonly content: Record<string, { readonly schema: object; readonly examples: Record<string, object> }>;
}

/** One response a status, with an example for each of its codes. */
export function problemResponses(codes: readonly ProblemCode[]): Readonly<Record<string, ProblemResponse>> {
  const statuses = [...new Set(codes.map((code) => PROBLEM_TYPES[code].status))];
  return Object.fromEntries(
    statuses.map((status) => {
      const ofStatus = [...new Set(codes.filter((code) => PROBLEM_TYPES[code].status === status))];
      const examples = Object.fromEntries(ofStatus.map((code) => [code, { value: exampleOf(code) }]));
      const description = ofStatus.map((code) => `\`${code}\``).join(', ');
      const content = { 'application/problem+json': { schema: ref('Problem'), examples } };
      const headers = RETRIED.includes(status) ? { headers: RETRY_AFTER } : {};
      return [String(status), { description, ...headers, content }];
    }),
  );
}

function exampleOf(code: ProblemCode): object {
  const { status, title } = PROBLEM_TYPES[code];
  return {
    type: `/problems/${code}`,
    title: title.en,
    status,
    code,
    detail: `${title.en}.`,
    instance: 'urn:uuid:5b0e8c4e-3a51-4c7b-9f0d-2b6f5d1c7e90',
  };
}
