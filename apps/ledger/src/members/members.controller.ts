import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller } from '../access/caller.js';
import { Requires } from '../access/permissions.js';
import { Answer } from '../http/answer.js';
import { Documented } from '../openapi/documented.js';
import { asked, Asker } from '../questions/asker.js';
import { EventsQuery, KnownAtQuery, MembersQuery } from '../questions/question.dto.js';
import { MemberEventsQuery, MemberQuery, MembersListQuery } from './member.queries.js';

/** Members and their facts. */
@ApiTags('members')
@Controller('v1/members')
export class MembersController {
  constructor(private readonly asker: Asker) {}

  @Get()
  @Requires('read-members', { isMemberRead: true })
  @Documented({
    summary: 'The members that the caller may see',
    answer: 'MemberList',
    problems: ['known-at-in-future', 'invalid-date'],
  })
  async list(@Query() query: MembersQuery, @CurrentCaller() { scope }: Caller): Promise<Answer> {
    return new Answer(await this.asker.ask(new MembersListQuery(asked(query, { scope })), query));
  }

  @Get(':member')
  @Requires('read-members', { isMemberRead: true })
  @Documented({
    summary: 'One member, with the version that If-Match takes',
    answer: 'Member',
    problems: ['known-at-in-future', 'member-not-found', 'invalid-date'],
  })
  async get(
    @Param('member') member: string,
    @Query() query: KnownAtQuery,
    @CurrentCaller() { scope }: Caller,
  ): Promise<Answer> {
    const answer = await this.asker.ask(new MemberQuery(asked(query, { member, scope })), query);
    return new Answer(answer, { memberVersion: answer.version, isVersioned: true });
  }

  @Get(':member/events')
  @Requires('read-members', { isMemberRead: true })
  @Documented({
    summary: 'The facts of a member, in effective or recorded order',
    answer: 'MemberEvents',
    problems: ['known-at-in-future', 'member-not-found', 'invalid-date'],
  })
  async events(
    @Param('member') member: string,
    @Query() query: EventsQuery,
    @CurrentCaller() { scope }: Caller,
  ): Promise<Answer> {
    const question = asked(query, { member, scope, expandConsequences: query.expand === 'consequences' });
    const answer = await this.asker.ask(new MemberEventsQuery(question), query);
    return new Answer(answer, { memberVersion: answer.version, isVersioned: true });
  }
}
