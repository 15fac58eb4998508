import { Readable } from 'node:stream';
import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, StreamableFile } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import type { CloseAuthor } from '#libs/ledger';
import { type Caller, CurrentCaller } from '../access/caller.js';
import { Requires } from '../access/permissions.js';
import { ReadLog } from '../access-log/read-log.js';
import { Answer } from '../http/answer.js';
import { contextOf } from '../http/request-context.js';
import { Documented } from '../openapi/documented.js';
import { asked } from '../questions/asker.js';
import { Service } from '../service.js';
import { membersCsv } from './members-csv.js';
import { StepBody, YearCloseBody, YearCloseMembersQuery } from './year-close.dto.js';
import {
  StartYearCloseCommand,
  YearCloseMembersPageQuery,
  YearCloseQuery,
  YearClosesQuery,
  YearCloseStepCommand,
} from './year-close.queries.js';

/** The close of a year: looked at, approved by another person, then a lapse for everyone due. It locks nothing. */
@ApiTags('year closes')
@Controller('v1/year-closes')
export class YearClosesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly service: Service,
    private readonly reads: ReadLog,
  ) {}

  @Get()
  @Requires('read-jobs')
  @Documented({ summary: 'The year closes of the caller’s regions', answer: 'YearCloseList' })
  async list(@CurrentCaller() { scope }: Caller): Promise<Answer> {
    return new Answer({ items: await this.queries.execute(new YearClosesQuery(scope)) });
  }

  @Post()
  @HttpCode(201)
  @Requires('run-jobs')
  @Documented({
    summary: 'Begin to close a year; 200 with the one under way where there is one',
    answer: 'YearClose',
    status: 201,
    problems: ['unknown-region', 'year-outside-pack', 'append-outcome-unknown', 'disk-full'],
  })
  async start(
    @Body() body: YearCloseBody,
    @Req() request: Request,
    @CurrentCaller() caller: Caller,
  ): Promise<Answer> {
    const { region, coverageYear } = body;
    const command = new StartYearCloseCommand({ region, coverageYear }, authorOf(request, caller));
    const { created, close } = await this.commands.execute(command);
    return new Answer(close, { isReceipt: true, status: created ? 201 : 200 });
  }

  @Get(':close')
  @Requires('read-jobs')
  @Documented({
    summary: 'A year close: state, progress, checklist, preview and report in numbers',
    answer: 'YearClose',
    problems: ['not-found'],
  })
  async get(@Param('close') id: string, @CurrentCaller() { scope }: Caller): Promise<Answer> {
    return new Answer(await this.queries.execute(new YearCloseQuery({ id, scope })));
  }

  @Get(':close/members')
  @Requires('read-jobs', { isMemberRead: true })
  @Documented({
    summary: 'Who is due in the preview, and what became of each; `format=csv` gives all of them as one file',
    answer: 'YearCloseMembers',
    problems: ['not-found'],
  })
  async members(
    @Param('close') id: string,
    @Query() { format, ...paging }: YearCloseMembersQuery,
    @Req() request: Request,
    @CurrentCaller() { scope }: Caller,
  ): Promise<Answer | StreamableFile> {
    const question = asked(paging, { id, scope });
    if (format !== 'csv')
      return new Answer(await this.queries.execute(new YearCloseMembersPageQuery(question)));
    // Asked first: once the file has begun, no problem can be told.
    await this.queries.execute(new YearCloseQuery({ id, scope }));
    const members = this.service.ledger.yearCloses.allMembers({ id, scope });
    const lines = membersCsv(this.reads.noting(request, members));
    return new StreamableFile(Readable.from(lines), {
      type: 'text/csv; charset=utf-8',
      disposition: `attachment; filename="year-close-${id}.csv"`,
    });
  }

  @Post(':close/approval')
  @HttpCode(200)
  @Requires('approve')
  @Documented({
    summary: 'Approve a close that another person began: the lapses are appended',
    answer: 'YearClose',
    problems: [
      'not-found',
      'second-person-required',
      'wrong-job-state',
      'append-outcome-unknown',
      'disk-full',
    ],
  })
  approve(
    @Param('close') id: string,
    @Body() _: StepBody,
    @Req() request: Request,
    @CurrentCaller() caller: Caller,
  ): Promise<Answer> {
    return this.step('approve', id, authorOf(request, caller));
  }

  @Post(':close/abort')
  @HttpCode(200)
  @Requires('run-jobs')
  @Documented({
    summary: 'End a close; what it has appended stays',
    answer: 'YearClose',
    problems: ['not-found', 'wrong-job-state', 'append-outcome-unknown', 'disk-full'],
  })
  abort(
    @Param('close') id: string,
    @Body() _: StepBody,
    @Req() request: Request,
    @CurrentCaller() caller: Caller,
  ): Promise<Answer> {
    return this.step('abort', id, authorOf(request, caller));
  }

  private async step(step: 'approve' | 'abort', id: string, author: CloseAuthor): Promise<Answer> {
    const close = await this.commands.execute(new YearCloseStepCommand(step, id, author));
    return new Answer(close, { isReceipt: true });
  }
}

function authorOf(request: Request, { actor, scope }: Caller): CloseAuthor {
  return { actor, scope, correlationId: contextOf(request).correlationId };
}
