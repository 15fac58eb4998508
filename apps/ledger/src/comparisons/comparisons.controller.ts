import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import { REFUSAL_CODES } from '#libs/enrollment';
import { type Caller, CurrentCaller } from '../access/caller.js';
import { Requires } from '../access/permissions.js';
import type { Answer } from '../http/answer.js';
import type { ProblemCode } from '../http/problem-types.js';
import { Documented } from '../openapi/documented.js';
import { ref } from '../openapi/json-schema.js';
import { asked, Asker } from '../questions/asker.js';
import { MinPositionQuery } from '../questions/question.dto.js';
import { BlameParameters } from './comparison.dto.js';
import { BisectionQuery, BlameQuery, DiffQuery, WhatIfQuery } from './comparison.queries.js';

const problems: readonly ProblemCode[] = [
  'known-at-in-future',
  'member-not-found',
  'invalid-date',
  'unknown-pack',
];

/** A member at two coordinates: what differs, and what made the difference. It stores nothing. */
@ApiTags('comparisons')
@Requires('read-members', { isMemberRead: true })
@Controller('v1/members/:member')
export class ComparisonsController {
  constructor(private readonly asker: Asker) {}

  @Post('diffs')
  @HttpCode(200)
  @ApiBody({ schema: ref('DiffBody') })
  @Documented({
    summary:
      'What differs between two coordinates, each field with its cause on one axis, and the facts that differ',
    answer: 'Diff',
    problems,
  })
  diff(
    @Param('member') member: string,
    @Body() body: unknown,
    @Query() { minPosition }: MinPositionQuery,
    @CurrentCaller() { scope }: Caller,
  ): Promise<Answer> {
    return this.asker.askAboutMember(new DiffQuery({ member, scope, body }), { scope, minPosition });
  }

  @Post('bisections')
  @HttpCode(200)
  @ApiBody({ schema: ref('BisectionBody') })
  @Documented({
    summary: 'Which fact, day, pack version or reading flipped a field between an old and a new side',
    answer: 'Bisection',
    problems,
  })
  bisect(
    @Param('member') member: string,
    @Body() body: unknown,
    @Query() { minPosition }: MinPositionQuery,
    @CurrentCaller() { scope }: Caller,
  ): Promise<Answer> {
    return this.asker.askAboutMember(new BisectionQuery({ member, scope, body }), { scope, minPosition });
  }

  @Get('blame')
  @Documented({
    summary:
      'What set the value of a field: the event, the clause, the readings; and what had set the one before',
    answer: 'Blame',
    problems,
  })
  blame(
    @Param('member') member: string,
    @Query() query: BlameParameters,
    @CurrentCaller() { scope }: Caller,
  ): Promise<Answer> {
    return this.asker.askAboutMember(
      new BlameQuery(asked(query, { member, scope })),
      asked(query, { scope }),
    );
  }

  @Post('what-ifs')
  @HttpCode(200)
  @ApiBody({ schema: ref('WhatIfBody') })
  @Documented({
    summary:
      'What would hold if facts were there that nobody recorded; they are judged as if they were submitted, and never stored',
    answer: 'WhatIf',
    // A supposed fact is refused as a submitted one is.
    problems: [...problems, ...REFUSAL_CODES.filter((code) => code !== 'malformed-request')],
  })
  whatIf(
    @Param('member') member: string,
    @Body() body: unknown,
    @Query() { minPosition }: MinPositionQuery,
    @CurrentCaller() { scope }: Caller,
  ): Promise<Answer> {
    return this.asker.askAboutMember(new WhatIfQuery({ member, scope, body }), { scope, minPosition });
  }
}
