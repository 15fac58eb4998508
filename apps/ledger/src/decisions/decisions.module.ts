import { Module } from '@nestjs/common';
import { EligibilityController } from '../eligibility/eligibility.controller.js';
import {
  BundleHandler,
  DecisionExplanationHandler,
  DecisionHandler,
  DecisionSealHandler,
  ReplayHandler,
  ServeDecisionHandler,
} from './decision.queries.js';
import { DecisionsController } from './decisions.controller.js';
import { DecisionServer } from './serving.js';

@Module({
  controllers: [EligibilityController, DecisionsController],
  providers: [
    DecisionServer,
    ServeDecisionHandler,
    DecisionHandler,
    DecisionExplanationHandler,
    ReplayHandler,
    DecisionSealHandler,
    BundleHandler,
  ],
})
export class DecisionsModule {}
