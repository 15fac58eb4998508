import { applyDecorators, Body, Controller, Param, Post, Query, Req, type Type } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBody, ApiHeader, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { type FactType, REFUSAL_CODES } from '#libs/enrollment';
import { type Caller, CurrentCaller } from '../access/caller.js';
import { Requires } from '../access/permissions.js';
import { Answer } from '../http/answer.js';
import type { ProblemCode } from '../http/problem-types.js';
import { contextOf } from '../http/request-context.js';
import { Documented } from '../openapi/documented.js';
import { ref } from '../openapi/json-schema.js';
import { readFactRequest } from './fact-body.js';
import { FactParameters } from './fact.dto.js';
import { expectedVersionOf, idempotencyKeyOf } from './fact-headers.js';
import { CLAIM_FACTS, FACT_ROUTES, FACT_SUMMARIES } from './fact-routes.js';
import { RecordFactCommand } from './record-fact.handler.js';

const PROBLEMS: readonly ProblemCode[] = [
  'idempotency-key-missing',
  'wrong-expected-version',
  'too-large',
  'unsupported-encoding',
  ...REFUSAL_CODES,
  'idempotency-key-reused',
  'source-document-conflict',
  'append-outcome-unknown',
  'disk-full',
];

/** Documents the member of the path, where the path names one. */
function PathMember(path: string): ClassDecorator & MethodDecorator {
  return path.includes(':member')
    ? ApiParam({ name: 'member', schema: { type: 'string' } })
    : applyDecorators();
}

/** Makes the controller of one event: its route, its documentation and who may post it follow from its type. */
export function factController(type: FactType): Type {
  const path = FACT_ROUTES[type];

  @ApiTags('facts')
  @Controller('v1')
  @PathMember(path)
  class FactController {
    constructor(private readonly commands: CommandBus) {}

    @Post(path)
    @Requires(CLAIM_FACTS.includes(type) ? 'append-claims' : 'append-facts', { showsMembers: true })
    @ApiHeader({
      name: 'Idempotency-Key',
      required: true,
      description: 'A UUID a fact; not used by a dry run.',
    })
    @ApiHeader({ name: 'If-Match', required: false, description: 'The version of the member: `"4"`.' })
    @ApiBody({ schema: ref(`${type}Body`) })
    @ApiResponse({
      status: 200,
      description: 'Dry run: what would happen',
      content: { 'application/json': { schema: ref('RecordedFact') } },
    })
    @Documented({ summary: FACT_SUMMARIES[type], answer: 'RecordedFact', status: 201, problems: PROBLEMS })
    async post(
      @Param() path: Readonly<Record<string, string>>,
      @Body() input: unknown,
      @Query() { dryRun }: FactParameters,
      @Req() request: Request,
      @CurrentCaller() { actor, role, scope }: Caller,
    ): Promise<Answer> {
      const isDryRun = dryRun === 'true';
      const idempotencyKey = idempotencyKeyOf(request, isDryRun);
      const { member = path['member'] ?? '', body, source } = readFactRequest(type, input);
      const { replayed, answer } = await this.commands.execute(
        new RecordFactCommand({
          member,
          body,
          source,
          idempotencyKey,
          expectedVersion: expectedVersionOf(request),
          dryRun: isDryRun,
          actor,
          correlationId: contextOf(request).correlationId,
          scope,
          isOwnOnly: role === 'claims-system',
        }),
      );
      return new Answer(answer, {
        memberVersion: answer.appended ? answer.event.version : undefined,
        isReceipt: true,
        replayed,
        status: answer.appended ? 201 : 200,
      });
    }
  }

  // The name tells the routes apart in the OpenAPI document.
  Object.defineProperty(FactController, 'name', { value: `${type}Controller` });
  return FactController;
}
