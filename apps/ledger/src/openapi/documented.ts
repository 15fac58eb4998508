import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';
import { PROBLEM_TYPES, type ProblemCode } from '../http/problem-types.js';
import { ref } from './json-schema.js';

/** What a route is for people who read its documentation. */
export interface RouteText {
  readonly summary: string;
  /** The schema of the answer. */
  readonly answer: string;
  readonly status?: number;
  /** Problems of this route beside those of every route. */
  readonly problems?: readonly ProblemCode[];
  readonly description?: string;
}

/** Documents a route: its answer and the problems that it alone can have. */
export function Documented({
  summary,
  answer,
  status = 200,
  problems = [],
  description,
}: RouteText): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary, ...(description === undefined ? {} : { description }) }),
    ApiResponse({ status, description: answer, content: { 'application/json': { schema: ref(answer) } } }),
    ...problemResponses(problems).map((response) => ApiResponse(response)),
  );
}

type ProblemResponse = {
  readonly status: number;
  readonly description: string;
  readonly content: Record<string, { readonly schema: object; readonly examples: Record<string, object> }>;
};

/** One response a status, with an example for each of its codes. */
export function problemResponses(codes: readonly ProblemCode[]): ProblemResponse[] {
  const statuses = [...new Set(codes.map((code) => PROBLEM_TYPES[code].status))].sort((a, b) => a - b);
  return statuses.map((status) => {
    const ofStatus = codes.filter((code) => PROBLEM_TYPES[code].status === status);
    const examples = Object.fromEntries(ofStatus.map((code) => [code, { value: exampleOf(code) }]));
    return {
      status,
      description: ofStatus.map((code) => `\`${code}\``).join(', '),
      content: { 'application/problem+json': { schema: ref('Problem'), examples } },
    };
  });
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
