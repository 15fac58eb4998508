import { Module } from '@nestjs/common';
import { ImpactRunner } from './impact-runner.js';
import {
  ImpactStepHandler,
  ImpactMembersHandler,
  ImpactRunHandler,
  ImpactRunsHandler,
  StartImpactRunHandler,
  TypicalMembersHandler,
} from './impact-run.queries.js';
import { ImpactRunsController } from './impact-runs.controller.js';

@Module({
  controllers: [ImpactRunsController],
  providers: [
    ImpactRunner,
    StartImpactRunHandler,
    ImpactStepHandler,
    ImpactRunsHandler,
    ImpactRunHandler,
    ImpactMembersHandler,
    TypicalMembersHandler,
  ],
})
export class ImpactRunsModule {}
