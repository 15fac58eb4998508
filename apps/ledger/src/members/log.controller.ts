import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller } from '../access/caller.js';
import { Requires } from '../access/permissions.js';
import { Answer } from '../http/answer.js';
import { RequestProblem } from '../http/request-problem.js';
import { Documented } from '../openapi/documented.js';
import { asked, Asker } from '../questions/asker.js';
import { MinPositionQuery, PageQuery } from '../questions/question.dto.js';
import { LogEntryQuery, LogQuery } from './member.queries.js';

/** The log itself: the facts of every member that the caller may see, by position. */
@ApiTags('members')
@Requires('read-log', { isMemberRead: true })
@Controller('v1/events')
export class LogController {
  constructor(private readonly asker: Asker) {}

  @Get()
  @Documented({
    summary: 'The facts of all visible members, in the order of the log',
    answer: 'EventList',
    problems: ['known-at-in-future', 'invalid-date'],
  })
  async list(@Query() query: PageQuery, @CurrentCaller() { scope }: Caller): Promise<Answer> {
    return new Answer(await this.asker.ask(new LogQuery(asked(query, { scope })), query));
  }

  @Get(':position')
  @Documented({ summary: 'The fact at a position', answer: 'MemberEvent', problems: ['not-found'] })
  async at(
    @Param('position') text: string,
    @Query() query: MinPositionQuery,
    @CurrentCaller() { scope }: Caller,
  ): Promise<Answer> {
    const position = /^[1-9]\d{0,15}$/.test(text) ? Number(text) : NaN;
    if (!Number.isSafeInteger(position)) throw noSuchPosition;
    return new Answer(await this.asker.ask(new LogEntryQuery(position, scope), query));
  }
}

const noSuchPosition = new RequestProblem(
  'not-found',
  { zh: '位置应为正整数。', en: 'A position is a positive whole number.' },
  { remedy: { zh: '从事件列表中取位置。', en: 'Take the position from a list of events.' } },
);
