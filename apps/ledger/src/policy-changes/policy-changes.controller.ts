import { Body, Controller, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiBody, ApiSchema, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { type ChangeAuthor, LedgerError, type SubmitPolicyChange } from '#libs/ledger';
import { type Caller, CurrentCaller } from '../access/caller.js';
import { Requires } from '../access/permissions.js';
import { Answer } from '../http/answer.js';
import { contextOf } from '../http/request-context.js';
import type { ProblemCode } from '../http/problem-types.js';
import { Documented } from '../openapi/documented.js';
import { ref } from '../openapi/json-schema.js';
import {
  ApprovePolicyChangeCommand,
  PolicyChangeQuery,
  PolicyChangesQuery,
  SubmitPolicyChangeCommand,
  WithdrawPolicyChangeCommand,
} from './policy-change.queries.js';

/** A step that says nothing beyond itself. */
@ApiSchema({ description: 'An empty object.' })
export class WithdrawalBody {}

const SUBMITTING: readonly ProblemCode[] = ['too-large', 'append-outcome-unknown', 'disk-full'];
const APPROVING: readonly ProblemCode[] = [
  'not-found',
  'second-person-required',
  'wrong-job-state',
  'append-outcome-unknown',
  'disk-full',
];

/** Policy changes by draft, cases, impact run and a second person; what comes of it is an event of the policy stream. */
@ApiTags('policy changes')
@Controller('v1')
export class PolicyChangesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post('policy-packs/:id/versions/:version')
  @HttpCode(201)
  @Requires('change-policy')
  @ApiBody({ schema: ref('PackDraftBody') })
  @Documented({
    summary: 'Submit the draft of a pack version with its cases, which run at once',
    answer: 'PolicyChange',
    status: 201,
    problems: ['personal-identifier', ...SUBMITTING],
  })
  pack(
    @Param('id') id: string,
    @Param('version') version: string,
    @Body() body: unknown,
    @Req() request: Request,
    @CurrentCaller() caller: Caller,
  ): Promise<Answer> {
    return this.submit({ kind: 'pack', id, version, body }, request, caller);
  }

  @Get('policy-packs/:id/versions/:version/adoption')
  @Requires('read-policy-changes')
  @Documented({
    summary: 'The last draft of a pack version that was submitted, and what its adoption waits for',
    answer: 'PolicyChange',
    problems: ['not-found'],
  })
  async adoption(@Param('id') id: string, @Param('version') version: string): Promise<Answer> {
    return new Answer(await this.queries.execute(new PolicyChangeQuery(await this.draftOf(id, version))));
  }

  @Post('policy-packs/:id/versions/:version/adoption')
  @HttpCode(200)
  @Requires('approve-policy')
  @ApiBody({ schema: ref('ApprovalBody') })
  @Documented({
    summary: 'Adopt the draft that another person submitted, quoting its impact run',
    answer: 'PolicyChange',
    problems: APPROVING,
  })
  async adopt(
    @Param('id') id: string,
    @Param('version') version: string,
    @Body() body: unknown,
    @Req() request: Request,
    @CurrentCaller() caller: Caller,
  ): Promise<Answer> {
    return this.approve(await this.draftOf(id, version), body, request, caller);
  }

  @Get('readings/:id/changes')
  @Requires('read-policy-changes')
  @Documented({ summary: 'The submitted changes of a reading', answer: 'PolicyChangeList' })
  async readingChanges(@Param('id') id: string): Promise<Answer> {
    return new Answer({ items: await this.queries.execute(new PolicyChangesQuery(id)) });
  }

  @Post('readings/:id/changes')
  @HttpCode(201)
  @Requires('change-policy')
  @ApiBody({ schema: ref('ReadingChangeBody') })
  @Documented({
    summary: 'Submit another choice of a reading for a pack, with cases, which run at once',
    answer: 'PolicyChange',
    status: 201,
    problems: ['personal-identifier', 'not-found', 'unknown-pack', ...SUBMITTING],
  })
  reading(
    @Param('id') id: string,
    @Body() body: unknown,
    @Req() request: Request,
    @CurrentCaller() caller: Caller,
  ): Promise<Answer> {
    return this.submit({ kind: 'reading', id, body }, request, caller);
  }

  @Post('regions/:code')
  @HttpCode(201)
  @Requires('change-policy')
  @ApiBody({ schema: ref('RegionDataBody') })
  @Documented({
    summary: 'Submit pack, base ceilings and premiums of a region, also of a new one',
    answer: 'PolicyChange',
    status: 201,
    problems: ['not-found', 'unknown-pack', 'invalid-amount', ...SUBMITTING],
  })
  region(
    @Param('code') code: string,
    @Body() body: unknown,
    @Req() request: Request,
    @CurrentCaller() caller: Caller,
  ): Promise<Answer> {
    return this.submit({ kind: 'region-data', code, body }, request, caller);
  }

  @Get('policy-changes')
  @Requires('read-policy-changes')
  @Documented({ summary: 'Every change that was submitted, in order', answer: 'PolicyChangeList' })
  async list(): Promise<Answer> {
    return new Answer({ items: await this.queries.execute(new PolicyChangesQuery()) });
  }

  @Get('policy-changes/:change')
  @Requires('read-policy-changes')
  @Documented({
    summary: 'A change: content, cases, checklist, who submitted and who approved it',
    answer: 'PolicyChange',
    problems: ['not-found'],
  })
  async get(@Param('change') id: string): Promise<Answer> {
    return new Answer(await this.queries.execute(new PolicyChangeQuery(id)));
  }

  @Post('policy-changes/:change/approval')
  @HttpCode(200)
  @Requires('approve-policy')
  @ApiBody({ schema: ref('ApprovalBody') })
  @Documented({
    summary: 'Put a change into force that another person submitted, quoting its impact run',
    answer: 'PolicyChange',
    problems: APPROVING,
  })
  approval(
    @Param('change') id: string,
    @Body() body: unknown,
    @Req() request: Request,
    @CurrentCaller() caller: Caller,
  ): Promise<Answer> {
    return this.approve(id, body, request, caller);
  }

  @Post('policy-changes/:change/withdrawal')
  @HttpCode(200)
  @Requires('change-policy')
  @Documented({
    summary: 'Take a change back that is not in force',
    answer: 'PolicyChange',
    problems: ['not-found', 'wrong-job-state', 'append-outcome-unknown', 'disk-full'],
  })
  async withdrawal(
    @Param('change') id: string,
    @Body() _: WithdrawalBody,
    @Req() request: Request,
    @CurrentCaller() caller: Caller,
  ): Promise<Answer> {
    const command = new WithdrawPolicyChangeCommand(id, authorOf(request, caller));
    return new Answer(await this.commands.execute(command), { isReceipt: true });
  }

  private async submit(change: SubmitPolicyChange, request: Request, caller: Caller): Promise<Answer> {
    const command = new SubmitPolicyChangeCommand(change, authorOf(request, caller));
    return new Answer(await this.commands.execute(command), { isReceipt: true, status: 201 });
  }

  private async approve(id: string, body: unknown, request: Request, caller: Caller): Promise<Answer> {
    const command = new ApprovePolicyChangeCommand(id, body, authorOf(request, caller));
    return new Answer(await this.commands.execute(command), { isReceipt: true });
  }

  /** The last draft of a version that was not taken back. */
  private async draftOf(id: string, version: string): Promise<string> {
    const subject = `${id}@${version}`;
    const changes = await this.queries.execute(new PolicyChangesQuery(subject));
    const draft = changes.findLast(({ state }) => state !== 'withdrawn');
    if (draft !== undefined) return draft.id;
    throw new LedgerError('not-found', { seen: subject.slice(0, 60) });
  }
}

function authorOf(request: Request, { actor, scope }: Caller): ChangeAuthor {
  return { actor, scope, correlationId: contextOf(request).correlationId };
}
