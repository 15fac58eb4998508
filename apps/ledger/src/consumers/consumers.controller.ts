import { Body, Controller, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { type Caller, CurrentCaller } from '../access/caller.js';
import { Requires } from '../access/permissions.js';
import { AcknowledgementBody } from '../feed/feed.dto.js';
import { AcknowledgeCommand, ConsumersQuery } from '../feed/feed.queries.js';
import { Answer } from '../http/answer.js';
import { contextOf } from '../http/request-context.js';
import { Documented } from '../openapi/documented.js';
import { asked } from '../questions/asker.js';

/** Who reads the feed, and how far each has come by its own word. */
@ApiTags('feed')
@Controller('v1/consumers')
export class ConsumersController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @Requires('run-jobs')
  @Documented({ summary: 'Consumers with scope, position, lag and last error', answer: 'ConsumerList' })
  async list(@CurrentCaller() { scope }: Caller): Promise<Answer> {
    return new Answer({ items: await this.queries.execute(new ConsumersQuery(scope)) });
  }

  @Post(':consumer/acknowledgement')
  @HttpCode(200)
  @Requires('read-feed')
  @Documented({
    summary: 'Say how far a consumer has come, for the display of lags; the consumer keeps its cursor itself',
    answer: 'Consumer',
    problems: [
      'cursor-of-another-ledger',
      'personal-identifier',
      'too-large',
      'unsupported-encoding',
      'append-outcome-unknown',
      'disk-full',
    ],
  })
  async acknowledge(
    @Param('consumer') name: string,
    @Body() body: AcknowledgementBody,
    @Req() request: Request,
    @CurrentCaller() { actor, scope }: Caller,
  ): Promise<Answer> {
    const { correlationId } = contextOf(request);
    const acknowledgement = asked(body, { name, actor, scope, correlationId });
    const state = await this.commands.execute(new AcknowledgeCommand(acknowledgement));
    return new Answer(state, { isReceipt: true });
  }
}
