import { Module } from '@nestjs/common';
import {
  ApprovePolicyChangeHandler,
  PolicyChangeHandler,
  PolicyChangesHandler,
  SubmitPolicyChangeHandler,
  WithdrawPolicyChangeHandler,
} from './policy-change.queries.js';
import { PolicyChangesController } from './policy-changes.controller.js';

@Module({
  controllers: [PolicyChangesController],
  providers: [
    SubmitPolicyChangeHandler,
    ApprovePolicyChangeHandler,
    WithdrawPolicyChangeHandler,
    PolicyChangeHandler,
    PolicyChangesHandler,
  ],
})
export class PolicyChangesModule {}
