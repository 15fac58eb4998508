import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { ReadLog } from '../access-log/read-log.js';
import { type Caller, CurrentCaller } from '../access/caller.js';
import { Requires } from '../access/permissions.js';
import { Answer } from '../http/answer.js';
import { Documented } from '../openapi/documented.js';
import { asked, Asker } from '../questions/asker.js';
import { RadarParameters } from './comparison.dto.js';
import { RadarQuery } from './comparison.queries.js';

/** What was recorded long after it took effect, and what was undone: by whom, from where, for which reason. */
@ApiTags('comparisons')
@Controller('v1/radar')
export class RadarController {
  constructor(
    private readonly asker: Asker,
    private readonly reads: ReadLog,
  ) {}

  @Get()
  @Requires('read-log', { isMemberRead: true })
  @Documented({
    summary: 'Facts recorded long after they took effect, and facts that undo others, by actor',
    answer: 'Radar',
    problems: ['known-at-in-future', 'invalid-date', 'unknown-region'],
  })
  async report(
    @Query() query: RadarParameters,
    @Req() request: Request,
    @CurrentCaller() { scope }: Caller,
  ): Promise<Answer> {
    const answer = await this.asker.ask(new RadarQuery(asked(query, { scope })), query);
    const members = answer.backdated.facts.map(({ member }) => member);
    await this.reads.note(request, { members, coordinates: answer.coordinates });
    return new Answer(answer);
  }
}
