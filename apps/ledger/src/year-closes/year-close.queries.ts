import {
  Command,
  CommandHandler,
  type ICommandHandler,
  type IQueryHandler,
  Query,
  QueryHandler,
} from '@nestjs/cqrs';
import type {
  CloseAuthor,
  CloseYear,
  RegionScope,
  YearClose,
  YearCloseMembers,
  YearCloseStarted,
  YearCloseUseCases,
} from '#libs/ledger';
import { Service } from '../service.js';
import { YearCloseRunner } from './year-close-runner.js';

/** Orders that a year be closed: it is looked at, and waits for approval. */
export class StartYearCloseCommand extends Command<YearCloseStarted> {
  constructor(
    readonly close: CloseYear,
    readonly author: CloseAuthor,
  ) {
    super();
  }
}

@CommandHandler(StartYearCloseCommand)
export class StartYearCloseHandler implements ICommandHandler<StartYearCloseCommand> {
  constructor(
    private readonly service: Service,
    private readonly runner: YearCloseRunner,
  ) {}

  async execute({ close, author }: StartYearCloseCommand): Promise<YearCloseStarted> {
    const started = await this.service.ledger.yearCloses.start(close, author);
    this.runner.carryOn(started.close.id);
    return started;
  }
}

/** Orders a person's step of a close. */
export class YearCloseStepCommand extends Command<YearClose> {
  constructor(
    readonly step: 'approve' | 'abort',
    readonly id: string,
    readonly author: CloseAuthor,
  ) {
    super();
  }
}

@CommandHandler(YearCloseStepCommand)
export class YearCloseStepHandler implements ICommandHandler<YearCloseStepCommand> {
  constructor(
    private readonly service: Service,
    private readonly runner: YearCloseRunner,
  ) {}

  async execute({ step, id, author }: YearCloseStepCommand): Promise<YearClose> {
    const close = await this.service.ledger.yearCloses[step](id, author);
    this.runner.carryOn(close.id);
    return close;
  }
}

/** Asks for the closes that a caller may see. */
export class YearClosesQuery extends Query<readonly YearClose[]> {
  constructor(readonly scope: RegionScope) {
    super();
  }
}

@QueryHandler(YearClosesQuery)
export class YearClosesHandler implements IQueryHandler<YearClosesQuery> {
  constructor(private readonly service: Service) {}

  execute({ scope }: YearClosesQuery): Promise<readonly YearClose[]> {
    return this.service.ledger.yearCloses.list(scope);
  }
}

/** Asks for one close. */
export class YearCloseQuery extends Query<YearClose> {
  constructor(readonly question: Parameters<YearCloseUseCases['get']>[0]) {
    super();
  }
}

@QueryHandler(YearCloseQuery)
export class YearCloseHandler implements IQueryHandler<YearCloseQuery> {
  constructor(private readonly service: Service) {}

  execute({ question }: YearCloseQuery): Promise<YearClose> {
    return this.service.ledger.yearCloses.get(question);
  }
}

/** Asks for a page of the members of a close. */
export class YearCloseMembersPageQuery extends Query<YearCloseMembers> {
  constructor(readonly question: Parameters<YearCloseUseCases['members']>[0]) {
    super();
  }
}

@QueryHandler(YearCloseMembersPageQuery)
export class YearCloseMembersHandler implements IQueryHandler<YearCloseMembersPageQuery> {
  constructor(private readonly service: Service) {}

  execute({ question }: YearCloseMembersPageQuery): Promise<YearCloseMembers> {
    return this.service.ledger.yearCloses.members(question);
  }
}
