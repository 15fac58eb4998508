import { Body, Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { type Caller, CurrentCaller } from '../access/caller.js';
import { Requires } from '../access/permissions.js';
import { Answer } from '../http/answer.js';
import { contextOf } from '../http/request-context.js';
import { Documented } from '../openapi/documented.js';
import { asked, Asker } from '../questions/asker.js';
import { KnownAtQuery } from '../questions/question.dto.js';
import { WatermarkBody } from './source.dto.js';
import { DeclareWatermarkCommand, WatermarksQuery } from './watermark.queries.js';

/** How far each source of facts has come: what an answer that rests on the absence of a record has to know. */
@ApiTags('sources')
@Controller('v1/sources/:source/watermarks')
export class SourcesController {
  constructor(
    private readonly asker: Asker,
    private readonly commands: CommandBus,
  ) {}

  @Get()
  @Requires('read-policy')
  @Documented({
    summary: 'What a source declares complete, by region and kind of records',
    answer: 'Watermarks',
    problems: ['known-at-in-future'],
  })
  async list(
    @Param('source') source: string,
    @Query() query: KnownAtQuery,
    @CurrentCaller() { scope }: Caller,
  ): Promise<Answer> {
    return new Answer(await this.asker.ask(new WatermarksQuery(asked(query, { source, scope })), query));
  }

  @Post()
  @HttpCode(201)
  @Requires('run-jobs')
  @Documented({
    summary: 'Declare a source complete through a day; 200 where it had said so already',
    answer: 'WatermarkDeclared',
    status: 201,
    problems: [
      'personal-identifier',
      'unknown-region',
      'invalid-date',
      'append-outcome-unknown',
      'disk-full',
    ],
  })
  async declare(
    @Param('source') source: string,
    @Body() body: WatermarkBody,
    @Req() request: Request,
    @CurrentCaller() { actor, scope }: Caller,
  ): Promise<Answer> {
    const { correlationId } = contextOf(request);
    const author = { actor, correlationId, scope };
    const declared = await this.commands.execute(
      new DeclareWatermarkCommand(asked(body, { source }), author),
    );
    return new Answer(declared, { isReceipt: true, status: declared.appended ? 201 : 200 });
  }
}
