import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from '../access/permissions.js';
import { isProblemCode } from './problem-types.js';
import { problemIndex, problemPage } from './problem-section.js';
import { RequestProblem } from './request-problem.js';

const HTML = 'text/html; charset=utf-8';
const PAGE = { description: 'A page', content: { 'text/html': { schema: { type: 'string' } } } } as const;

/** The pages that the `type` of a problem names, for people. */
@ApiTags('problems')
@Public()
@Controller('problems')
export class ProblemPagesController {
  @Get()
  @Header('Content-Type', HTML)
  @ApiOperation({ summary: 'The list of every problem type' })
  @ApiOkResponse(PAGE)
  index(): string {
    return problemIndex();
  }

  @Get(':code')
  @Header('Content-Type', HTML)
  @ApiOperation({ summary: 'What a problem type means and what to do' })
  @ApiOkResponse(PAGE)
  page(@Param('code') code: string): string {
    if (isProblemCode(code)) return problemPage(code);
    throw new RequestProblem('not-found', { zh: '没有此问题类型。', en: 'There is no such problem type.' });
  }
}
