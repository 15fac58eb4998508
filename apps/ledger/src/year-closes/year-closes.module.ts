import { Module } from '@nestjs/common';
import { YearCloseRunner } from './year-close-runner.js';
import {
  StartYearCloseHandler,
  YearCloseHandler,
  YearCloseMembersHandler,
  YearClosesHandler,
  YearCloseStepHandler,
} from './year-close.queries.js';
import { YearClosesController } from './year-closes.controller.js';

@Module({
  controllers: [YearClosesController],
  providers: [
    YearCloseRunner,
    StartYearCloseHandler,
    YearCloseStepHandler,
    YearClosesHandler,
    YearCloseHandler,
    YearCloseMembersHandler,
  ],
})
export class YearClosesModule {}
