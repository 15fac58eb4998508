import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller } from '../access/caller.js';
import { Requires } from '../access/permissions.js';
import type { Answer } from '../http/answer.js';
import { Documented } from '../openapi/documented.js';
import { asked, Asker } from '../questions/asker.js';
import { DayQuery } from '../questions/question.dto.js';
import { ExplanationParameters } from './standing.dto.js';
import { ExplanationQuery, StandingQuery, TimelineQuery } from './standing.queries.js';

/** What follows from a member's facts: on a day, over time, and why. */
@ApiTags('standings')
@Requires('read-members', { isMemberRead: true })
@Controller('v1/members/:member')
export class StandingsController {
  constructor(private readonly asker: Asker) {}

  @Get('standing')
  @Documented({
    summary: 'Everything derived for a member on one day',
    answer: 'Standing',
    problems: ['known-at-in-future', 'member-not-found', 'invalid-date', 'unknown-pack'],
  })
  standing(
    @Param('member') member: string,
    @Query() query: DayQuery,
    @CurrentCaller() { scope }: Caller,
  ): Promise<Answer> {
    return this.asker.askAboutMember(
      new StandingQuery(asked(query, { member, scope })),
      asked(query, { scope }),
    );
  }

  @Get('timeline')
  @Documented({
    summary: 'The intervals of a member’s whole history, through the year of `on`',
    answer: 'Timeline',
    problems: ['known-at-in-future', 'member-not-found', 'invalid-date', 'unknown-pack'],
  })
  timeline(
    @Param('member') member: string,
    @Query() query: DayQuery,
    @CurrentCaller() { scope }: Caller,
  ): Promise<Answer> {
    return this.asker.askAboutMember(
      new TimelineQuery(asked(query, { member, scope })),
      asked(query, { scope }),
    );
  }

  @Get('explanation')
  @Documented({
    summary: 'Why a field of the standing has its value: steps, clauses, facts, what would change it',
    answer: 'Explanation',
    problems: ['known-at-in-future', 'member-not-found', 'invalid-date', 'unknown-pack'],
  })
  explanation(
    @Param('member') member: string,
    @Query() query: ExplanationParameters,
    @CurrentCaller() { scope }: Caller,
  ): Promise<Answer> {
    return this.asker.askAboutMember(
      new ExplanationQuery(asked(query, { member, scope })),
      asked(query, { scope }),
    );
  }
}
