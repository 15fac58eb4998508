import { Readable } from 'node:stream';
import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, StreamableFile } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { type ImpactAuthor, impactCsv } from '#libs/ledger';
import { type Caller, CurrentCaller } from '../access/caller.js';
import { Requires } from '../access/permissions.js';
import { ReadLog } from '../access-log/read-log.js';
import { Answer } from '../http/answer.js';
import { contextOf } from '../http/request-context.js';
import { Documented } from '../openapi/documented.js';
import { ref } from '../openapi/json-schema.js';
import { asked } from '../questions/asker.js';
import { Service } from '../service.js';
import { ImpactMembersQuery, ImpactStepBody } from './impact-run.dto.js';
import {
  ImpactStepCommand,
  ImpactMembersPageQuery,
  ImpactRunQuery,
  ImpactRunsQuery,
  StartImpactRunCommand,
  TypicalMembersQuery,
} from './impact-run.queries.js';

/** Whose answers would be others: two states of knowledge and policy compared. It changes nothing. */
@ApiTags('impact runs')
@Controller('v1/impact-runs')
export class ImpactRunsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly service: Service,
    private readonly reads: ReadLog,
  ) {}

  @Get()
  @Requires('read-impact')
  @Documented({ summary: 'The impact runs of the caller’s regions', answer: 'ImpactRunList' })
  async list(@CurrentCaller() { scope }: Caller): Promise<Answer> {
    return new Answer({ items: await this.queries.execute(new ImpactRunsQuery(scope)) });
  }

  @Post()
  @HttpCode(201)
  @Requires('run-impact')
  @ApiBody({ schema: ref('ImpactRunBody') })
  @Documented({
    summary:
      'Compare two states of knowledge and policy; 200 with the run of the same inputs where there is one',
    answer: 'ImpactRun',
    status: 201,
    problems: ['unknown-region', 'unknown-pack', 'known-at-in-future', 'append-outcome-unknown', 'disk-full'],
  })
  async start(
    @Body() body: unknown,
    @Req() request: Request,
    @CurrentCaller() caller: Caller,
  ): Promise<Answer> {
    const command = new StartImpactRunCommand(body, authorOf(request, caller));
    const { created, run } = await this.commands.execute(command);
    return new Answer(run, { isReceipt: true, status: created ? 201 : 200 });
  }

  @Get(':run')
  @Requires('read-impact')
  @Documented({
    summary: 'An impact run: state, progress, buckets, money, consumers; its digest once it is done',
    answer: 'ImpactRun',
    problems: ['not-found'],
  })
  async get(@Param('run') id: string, @CurrentCaller() { scope }: Caller): Promise<Answer> {
    return new Answer(await this.queries.execute(new ImpactRunQuery({ id, scope })));
  }

  @Get(':run/members')
  @Requires('read-impact', { isMemberRead: true })
  @Documented({
    summary: 'The members of whom something differs; `format=csv` gives all of them as one file',
    answer: 'ImpactMembers',
    problems: ['not-found'],
  })
  async members(
    @Param('run') id: string,
    @Query() { format, ...listed }: ImpactMembersQuery,
    @Req() request: Request,
    @CurrentCaller() { scope }: Caller,
  ): Promise<Answer | StreamableFile> {
    const question = asked(listed, { id, scope });
    if (format !== 'csv') return new Answer(await this.queries.execute(new ImpactMembersPageQuery(question)));
    // Asked first: once the file has begun, no problem can be told.
    await this.queries.execute(new ImpactRunQuery({ id, scope }));
    const members = this.service.ledger.impactRuns.allMembers(question);
    const lines = impactCsv(this.reads.noting(request, members));
    return new StreamableFile(Readable.from(lines), {
      type: 'text/csv; charset=utf-8',
      disposition: `attachment; filename="${id}.csv"`,
    });
  }

  @Get(':run/typical-members')
  @Requires('read-impact', { isMemberRead: true })
  @Documented({
    summary: 'Up to 20 members that stand for the most frequent kinds of change',
    answer: 'TypicalMembers',
    problems: ['not-found'],
  })
  async typical(
    @Param('run') id: string,
    @Req() request: Request,
    @CurrentCaller() { scope }: Caller,
  ): Promise<Answer> {
    const typical = await this.queries.execute(new TypicalMembersQuery({ id, scope }));
    await this.reads.note(request, { members: typical.items.map(({ example }) => example.member) });
    return new Answer(typical);
  }

  @Post(':run/abort')
  @HttpCode(200)
  @Requires('run-impact')
  @Documented({
    summary: 'End a run; taken up again, it goes on where it ended',
    answer: 'ImpactRun',
    problems: ['not-found', 'wrong-job-state', 'append-outcome-unknown', 'disk-full'],
  })
  abort(
    @Param('run') id: string,
    @Body() _: ImpactStepBody,
    @Req() request: Request,
    @CurrentCaller() caller: Caller,
  ): Promise<Answer> {
    return this.step('abort', id, authorOf(request, caller));
  }

  @Post(':run/resumption')
  @HttpCode(200)
  @Requires('run-impact')
  @Documented({
    summary: 'Take up a run that was ended',
    answer: 'ImpactRun',
    problems: ['not-found', 'append-outcome-unknown', 'disk-full'],
  })
  resume(
    @Param('run') id: string,
    @Body() _: ImpactStepBody,
    @Req() request: Request,
    @CurrentCaller() caller: Caller,
  ): Promise<Answer> {
    return this.step('resume', id, authorOf(request, caller));
  }

  private async step(step: 'abort' | 'resume', id: string, author: ImpactAuthor): Promise<Answer> {
    const run = await this.commands.execute(new ImpactStepCommand(step, id, author));
    return new Answer(run, { isReceipt: true });
  }
}

function authorOf(request: Request, { actor, scope }: Caller): ImpactAuthor {
  return { actor, scope, correlationId: contextOf(request).correlationId };
}
