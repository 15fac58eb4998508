import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../access/permissions.js';
import { isProblemCode } from './problem-types.js';
import { problemIndex, problemPage } from './problem-section.js';
import { RequestProblem } from './request-problem.js';

/** The pages that the `type` of a problem names, for people. */
@ApiExcludeController()
@Public()
@Controller('problems')
export class ProblemPagesController {
  @Get()
  @Header('Content-Type', 'text/html; charset=utf-8')
  index(): string {
    return problemIndex();
  }

  @Get(':code')
  @Header('Content-Type', 'text/html; charset=utf-8')
  page(@Param('code') code: string): string {
    if (isProblemCode(code)) return problemPage(code);
    throw new RequestProblem('not-found', { zh: '没有此问题类型。', en: 'There is no such problem type.' });
  }
}
