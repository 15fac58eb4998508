import {
  Command,
  CommandHandler,
  type ICommandHandler,
  type IQueryHandler,
  Query,
  QueryHandler,
} from '@nestjs/cqrs';
import type { ChangeAuthor, PolicyChangeAnswer, SubmitPolicyChange } from '#libs/ledger';
import { Service } from '../service.js';

/** Submits a change of policy. */
export class SubmitPolicyChangeCommand extends Command<PolicyChangeAnswer> {
  constructor(
    readonly change: SubmitPolicyChange,
    readonly author: ChangeAuthor,
  ) {
    super();
  }
}

@CommandHandler(SubmitPolicyChangeCommand)
export class SubmitPolicyChangeHandler implements ICommandHandler<SubmitPolicyChangeCommand> {
  constructor(private readonly service: Service) {}

  execute({ change, author }: SubmitPolicyChangeCommand): Promise<PolicyChangeAnswer> {
    return this.service.ledger.policyChanges.submit(change, author);
  }
}

/** Puts a submitted change into force. */
export class ApprovePolicyChangeCommand extends Command<PolicyChangeAnswer> {
  constructor(
    readonly id: string,
    readonly body: unknown,
    readonly author: ChangeAuthor,
  ) {
    super();
  }
}

@CommandHandler(ApprovePolicyChangeCommand)
export class ApprovePolicyChangeHandler implements ICommandHandler<ApprovePolicyChangeCommand> {
  constructor(private readonly service: Service) {}

  execute({ id, body, author }: ApprovePolicyChangeCommand): Promise<PolicyChangeAnswer> {
    return this.service.ledger.policyChanges.approve(id, body, author);
  }
}

/** Takes a submitted change back. */
export class WithdrawPolicyChangeCommand extends Command<PolicyChangeAnswer> {
  constructor(
    readonly id: string,
    readonly author: ChangeAuthor,
  ) {
    super();
  }
}

@CommandHandler(WithdrawPolicyChangeCommand)
export class WithdrawPolicyChangeHandler implements ICommandHandler<WithdrawPolicyChangeCommand> {
  constructor(private readonly service: Service) {}

  execute({ id, author }: WithdrawPolicyChangeCommand): Promise<PolicyChangeAnswer> {
    return this.service.ledger.policyChanges.withdraw(id, author);
  }
}

/** Asks for one change. */
export class PolicyChangeQuery extends Query<PolicyChangeAnswer> {
  constructor(readonly id: string) {
    super();
  }
}

@QueryHandler(PolicyChangeQuery)
export class PolicyChangeHandler implements IQueryHandler<PolicyChangeQuery> {
  constructor(private readonly service: Service) {}

  execute({ id }: PolicyChangeQuery): Promise<PolicyChangeAnswer> {
    return this.service.ledger.policyChanges.get(id);
  }
}

/** Asks for the changes, or for those of one subject. */
export class PolicyChangesQuery extends Query<readonly PolicyChangeAnswer[]> {
  constructor(readonly subject?: string) {
    super();
  }
}

@QueryHandler(PolicyChangesQuery)
export class PolicyChangesHandler implements IQueryHandler<PolicyChangesQuery> {
  constructor(private readonly service: Service) {}

  execute({ subject }: PolicyChangesQuery): Promise<readonly PolicyChangeAnswer[]> {
    return this.service.ledger.policyChanges.list(subject);
  }
}
