import {
  Command,
  CommandHandler,
  type ICommandHandler,
  type IQueryHandler,
  Query,
  QueryHandler,
} from '@nestjs/cqrs';
import type {
  ImpactAuthor,
  ImpactMembers,
  ImpactMembersQuestion,
  ImpactQuestion,
  ImpactRun,
  ImpactRunStarted,
  RegionScope,
  TypicalMembers,
} from '#libs/ledger';
import { Service } from '../service.js';
import { ImpactRunner } from './impact-runner.js';

/** Orders a comparison; one of the same inputs is given as it stands, or taken up again. */
export class StartImpactRunCommand extends Command<ImpactRunStarted> {
  constructor(
    readonly request: unknown,
    readonly author: ImpactAuthor,
  ) {
    super();
  }
}

@CommandHandler(StartImpactRunCommand)
export class StartImpactRunHandler implements ICommandHandler<StartImpactRunCommand> {
  constructor(
    private readonly service: Service,
    private readonly runner: ImpactRunner,
  ) {}

  async execute({ request, author }: StartImpactRunCommand): Promise<ImpactRunStarted> {
    const started = await this.service.ledger.impactRuns.start(request, author);
    this.runner.carryOn(started.run.id);
    return started;
  }
}

/** Orders that a run be ended, or taken up again. */
export class ImpactStepCommand extends Command<ImpactRun> {
  constructor(
    readonly step: 'abort' | 'resume',
    readonly id: string,
    readonly author: ImpactAuthor,
  ) {
    super();
  }
}

@CommandHandler(ImpactStepCommand)
export class ImpactStepHandler implements ICommandHandler<ImpactStepCommand> {
  constructor(
    private readonly service: Service,
    private readonly runner: ImpactRunner,
  ) {}

  async execute({ step, id, author }: ImpactStepCommand): Promise<ImpactRun> {
    const run = await this.service.ledger.impactRuns[step](id, author);
    this.runner.carryOn(run.id);
    return run;
  }
}

/** Asks for the runs that a caller may see. */
export class ImpactRunsQuery extends Query<readonly ImpactRun[]> {
  constructor(readonly scope: RegionScope) {
    super();
  }
}

@QueryHandler(ImpactRunsQuery)
export class ImpactRunsHandler implements IQueryHandler<ImpactRunsQuery> {
  constructor(private readonly service: Service) {}

  execute({ scope }: ImpactRunsQuery): Promise<readonly ImpactRun[]> {
    return this.service.ledger.impactRuns.list(scope);
  }
}

/** Asks for one run. */
export class ImpactRunQuery extends Query<ImpactRun> {
  constructor(readonly question: ImpactQuestion) {
    super();
  }
}

@QueryHandler(ImpactRunQuery)
export class ImpactRunHandler implements IQueryHandler<ImpactRunQuery> {
  constructor(private readonly service: Service) {}

  execute({ question }: ImpactRunQuery): Promise<ImpactRun> {
    return this.service.ledger.impactRuns.get(question);
  }
}

/** Asks for a page of the members of a run. */
export class ImpactMembersPageQuery extends Query<ImpactMembers> {
  constructor(readonly question: ImpactMembersQuestion) {
    super();
  }
}

@QueryHandler(ImpactMembersPageQuery)
export class ImpactMembersHandler implements IQueryHandler<ImpactMembersPageQuery> {
  constructor(private readonly service: Service) {}

  execute({ question }: ImpactMembersPageQuery): Promise<ImpactMembers> {
    return this.service.ledger.impactRuns.members(question);
  }
}

/** Asks for the members that stand for the most frequent kinds of change. */
export class TypicalMembersQuery extends Query<TypicalMembers> {
  constructor(readonly question: ImpactQuestion) {
    super();
  }
}

@QueryHandler(TypicalMembersQuery)
export class TypicalMembersHandler implements IQueryHandler<TypicalMembersQuery> {
  constructor(private readonly service: Service) {}

  execute({ question }: TypicalMembersQuery): Promise<TypicalMembers> {
    return this.service.ledger.impactRuns.typicalMembers(question);
  }
}
