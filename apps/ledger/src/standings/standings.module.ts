import { Module } from '@nestjs/common';
import { Asker } from '../questions/asker.js';
import { DerivationHandler, DerivationsController } from './derivations.controller.js';
import { QuotesController } from './quotes.controller.js';
import {
  ExplanationHandler,
  RepairQuoteHandler,
  StandingHandler,
  TimelineHandler,
} from './standing.queries.js';
import { StandingsController } from './standings.controller.js';

@Module({
  controllers: [StandingsController, QuotesController, DerivationsController],
  providers: [
    Asker,
    StandingHandler,
    TimelineHandler,
    ExplanationHandler,
    RepairQuoteHandler,
    DerivationHandler,
  ],
})
export class StandingsModule {}
