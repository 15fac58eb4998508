import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import type { RecordedAccess } from '#libs/audit';
import { chinaTime } from '#libs/ledger';
import { type Caller, CurrentCaller } from '../access/caller.js';
import { Requires } from '../access/permissions.js';
import { Answer } from '../http/answer.js';
import { Documented } from '../openapi/documented.js';
import { Service } from '../service.js';
import { AccessLogQuery } from './access-log.dto.js';
import { ReadLog } from './read-log.js';
import { VisibleMembers } from './visible-members.js';

const USUAL_LIMIT = 100;
/** An entry lists no more members than this; `count` has all that the caller may see, and `member` finds each. */
const MOST_LISTED = 20;

/** Who read whom. Whoever asks is logged, too; nobody can write here but by reading. */
@ApiTags('access log')
@Controller('v1/access-log')
export class AccessLogController {
  constructor(
    private readonly service: Service,
    private readonly reads: ReadLog,
  ) {}

  @Get()
  @Requires('read-access-log', { isMemberRead: true })
  @Documented({
    summary: 'Who read whom: holder, time, route, coordinates and purpose of each read, in order',
    answer: 'AccessLog',
  })
  async list(
    @Query() { holder, limit = USUAL_LIMIT, after = 0, ...filters }: AccessLogQuery,
    @Req() request: Request,
    @CurrentCaller() { scope }: Caller,
  ): Promise<Answer> {
    const found = await this.service.accessLog.page({
      ...filters,
      holder: holder === undefined ? undefined : await this.holderOf(holder),
      after,
      limit,
    });
    const visible = new VisibleMembers(this.service.ledger, scope);
    const items: object[] = [];
    const shown: string[] = [];
    for (const access of found) {
      const members = await visible.of(access.members);
      const isAsked = filters.member === undefined || members.includes(filters.member);
      if (members.length === 0 || !isAsked) continue;
      const listed = askedFirst(members, filters.member).slice(0, MOST_LISTED);
      shown.push(...listed);
      items.push(itemOf(access, { count: members.length, listed }));
    }
    const parameters = Object.fromEntries(
      Object.entries({ holder, ...filters }).filter(
        (entry): entry is [string, string] => entry[1] !== undefined,
      ),
    );
    await this.reads.note(request, { members: shown, parameters });
    const last = found.length === limit ? found.at(-1) : undefined;
    return new Answer({ items, next: last?.number ?? null });
  }

  /** Any of a holder's keys names the holder, with or without `key:`. */
  private holderOf(given: string): Promise<string> {
    return this.service.ledger.access.holderOf(given.includes(':') ? given : `key:${given}`);
  }
}

/** The member asked about comes first, so that it is listed. */
function askedFirst(members: readonly string[], member: string | undefined): readonly string[] {
  return member === undefined ? members : [member, ...members.filter((each) => each !== member)];
}

function itemOf(
  { number, recordedAt, actor, holder, purpose, route, parameters, on, position, request }: RecordedAccess,
  { count, listed }: { readonly count: number; readonly listed: readonly string[] },
): object {
  return {
    number,
    readAt: chinaTime(recordedAt),
    actor,
    holder,
    purpose,
    route,
    parameters,
    on,
    position,
    count,
    members: listed,
    request,
  };
}
