import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller } from '../access/caller.js';
import { Requires } from '../access/permissions.js';
import type { Answer } from '../http/answer.js';
import { Documented } from '../openapi/documented.js';
import { asked, Asker } from '../questions/asker.js';
import { RepairQuoteBody } from './standing.dto.js';
import { RepairQuoteQuery } from './standing.queries.js';

/** What repairing break years would cost and change. It stores nothing. */
@ApiTags('standings')
@Controller('v1/repair-quotes')
export class QuotesController {
  constructor(private readonly asker: Asker) {}

  @Post()
  @HttpCode(200)
  @Requires('quote', { isMemberRead: true })
  @Documented({
    summary: 'A row for 0 to n repaired years: cost, months, first day of benefits, whether it helps',
    answer: 'RepairQuote',
    problems: ['known-at-in-future', 'member-not-found', 'invalid-date', 'unknown-pack', 'not-enrolled'],
  })
  quote(@Body() body: RepairQuoteBody, @CurrentCaller() { scope }: Caller): Promise<Answer> {
    return this.asker.askAboutMember(new RepairQuoteQuery(asked(body, { scope })), { scope });
  }
}
