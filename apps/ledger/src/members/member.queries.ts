import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { EventUseCases, Ledger, MemberUseCases } from '#libs/ledger';
import { Service } from '../service.js';

type Asked<Method extends keyof MemberUseCases> = Parameters<MemberUseCases[Method]>[0];
type Answered<Method extends keyof MemberUseCases> = Awaited<ReturnType<MemberUseCases[Method]>>;

/** Asks for the members that the caller may see. */
export class MembersListQuery extends Query<Answered<'list'>> {
  constructor(readonly question: Asked<'list'>) {
    super();
  }
}

@QueryHandler(MembersListQuery)
export class MembersListHandler implements IQueryHandler<MembersListQuery> {
  constructor(private readonly service: Service) {}

  execute({ question }: MembersListQuery): ReturnType<MemberUseCases['list']> {
    return this.service.ledger.members.list(question);
  }
}

/** Asks for one member. */
export class MemberQuery extends Query<Answered<'get'>> {
  constructor(readonly question: Asked<'get'>) {
    super();
  }
}

@QueryHandler(MemberQuery)
export class MemberHandler implements IQueryHandler<MemberQuery> {
  constructor(private readonly service: Service) {}

  execute({ question }: MemberQuery): ReturnType<MemberUseCases['get']> {
    return this.service.ledger.members.get(question);
  }
}

/** Asks how many events of a member are known. */
export class MemberVersionQuery extends Query<Answered<'version'>> {
  constructor(readonly question: Asked<'version'>) {
    super();
  }
}

@QueryHandler(MemberVersionQuery)
export class MemberVersionHandler implements IQueryHandler<MemberVersionQuery> {
  constructor(private readonly service: Service) {}

  execute({ question }: MemberVersionQuery): ReturnType<MemberUseCases['version']> {
    return this.service.ledger.members.version(question);
  }
}

/** Asks for the events of one member. */
export class MemberEventsQuery extends Query<Answered<'events'>> {
  constructor(readonly question: Asked<'events'>) {
    super();
  }
}

@QueryHandler(MemberEventsQuery)
export class MemberEventsHandler implements IQueryHandler<MemberEventsQuery> {
  constructor(private readonly service: Service) {}

  execute({ question }: MemberEventsQuery): ReturnType<MemberUseCases['events']> {
    return this.service.ledger.members.events(question);
  }
}

/** Asks for the facts of all members that the caller may see, in the order of the log. */
export class LogQuery extends Query<Awaited<ReturnType<EventUseCases['list']>>> {
  constructor(readonly question: Parameters<EventUseCases['list']>[0]) {
    super();
  }
}

@QueryHandler(LogQuery)
export class LogHandler implements IQueryHandler<LogQuery> {
  constructor(private readonly service: Service) {}

  execute({ question }: LogQuery): ReturnType<EventUseCases['list']> {
    return this.service.ledger.events.list(question);
  }
}

/** Asks for the fact at a position of the log. */
export class LogEntryQuery extends Query<Awaited<ReturnType<Ledger['events']['at']>>> {
  constructor(
    readonly position: number,
    readonly scope: Parameters<EventUseCases['at']>[1],
  ) {
    super();
  }
}

@QueryHandler(LogEntryQuery)
export class LogEntryHandler implements IQueryHandler<LogEntryQuery> {
  constructor(private readonly service: Service) {}

  execute({ position, scope }: LogEntryQuery): ReturnType<EventUseCases['at']> {
    return this.service.ledger.events.at(position, scope);
  }
}
