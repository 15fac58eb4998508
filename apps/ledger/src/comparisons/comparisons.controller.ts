import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller } from '../access/caller.js';
import { Requires } from '../access/permissions.js';
import type { Answer } from '../http/answer.js';
import type { ProblemCode } from '../http/problem-types.js';
import { Documented } from '../openapi/documented.js';
import { ref } from '../openapi/json-schema.js';
import { Asker } from '../questions/asker.js';
import { BisectionQuery, DiffQuery } from './comparison.queries.js';

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
    @CurrentCaller() { scope }: Caller,
  ): Promise<Answer> {
    return this.asker.askAboutMember(new DiffQuery({ member, scope, body }), { scope });
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
    @CurrentCaller() { scope }: Caller,
  ): Promise<Answer> {
    return this.asker.askAboutMember(new BisectionQuery({ member, scope, body }), { scope });
  }
}
