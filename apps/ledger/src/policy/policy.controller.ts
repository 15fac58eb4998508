import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller } from '../access/caller.js';
import { Requires } from '../access/permissions.js';
import { Answer } from '../http/answer.js';
import { Documented } from '../openapi/documented.js';
import { Asker } from '../questions/asker.js';
import { KnownAtQuery } from '../questions/question.dto.js';
import { PolicyQuery, type PolicyQuestion } from './policy.queries.js';

/** The rules that decide the answers, as the ledger adopted them, and the regions they are for. */
@ApiTags('policy')
@Requires('read-policy')
@Controller('v1')
export class PolicyController {
  constructor(private readonly asker: Asker) {}

  @Get('policy-packs')
  @Documented({ summary: 'The adopted pack versions', answer: 'PackList', problems: ['known-at-in-future'] })
  packs(@Query() query: KnownAtQuery): Promise<Answer> {
    return this.ask({ about: 'packs' }, query);
  }

  @Get('policy-packs/:id/versions/:version')
  @Documented({
    summary: 'A pack version: every parameter and reading with its clause',
    answer: 'Pack',
    problems: ['known-at-in-future', 'not-found'],
  })
  pack(
    @Param('id') id: string,
    @Param('version') version: string,
    @Query() query: KnownAtQuery,
  ): Promise<Answer> {
    return this.ask({ about: 'pack', id, version }, query);
  }

  @Get('readings')
  @Documented({
    summary: 'Where the texts are silent or can be read in two ways, and what each pack chose',
    answer: 'ReadingList',
    problems: ['known-at-in-future'],
  })
  readings(@Query() query: KnownAtQuery): Promise<Answer> {
    return this.ask({ about: 'readings' }, query);
  }

  @Get('regions')
  @Documented({ summary: 'The configured regions', answer: 'RegionList', problems: ['known-at-in-future'] })
  regions(@Query() query: KnownAtQuery): Promise<Answer> {
    return this.ask({ about: 'regions' }, query);
  }

  @Get('regions/:code')
  @Documented({
    summary: 'A region: its pack, base ceiling and premium by year',
    answer: 'Region',
    problems: ['known-at-in-future', 'not-found'],
  })
  region(@Param('code') code: string, @Query() query: KnownAtQuery): Promise<Answer> {
    return this.ask({ about: 'region', code }, query);
  }

  @Get('policy-log')
  @Documented({
    summary:
      'What decides answers beside facts and packs, as it came in: regions configured, sources declared complete',
    answer: 'PolicyLog',
    problems: ['known-at-in-future'],
  })
  log(@Query() query: KnownAtQuery, @CurrentCaller() { scope }: Caller): Promise<Answer> {
    return this.ask({ about: 'log', scope }, query);
  }

  private async ask(question: PolicyQuestion, query: KnownAtQuery): Promise<Answer> {
    const { knownAt } = query;
    const asked = knownAt === undefined ? question : { ...question, knownAt };
    return new Answer(await this.asker.ask(new PolicyQuery(asked), query));
  }
}
