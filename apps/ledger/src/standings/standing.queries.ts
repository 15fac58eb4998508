import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type {
  ExplanationAnswer,
  MemberQuestion,
  MemberUseCases,
  RepairQuoteAnswer,
  StandingAnswer,
  TimelineAnswer,
} from '#libs/ledger';
import { Service } from '../service.js';

/** Asks for a member's standing on a day. */
export class StandingQuery extends Query<StandingAnswer> {
  constructor(readonly question: MemberQuestion) {
    super();
  }
}

@QueryHandler(StandingQuery)
export class StandingHandler implements IQueryHandler<StandingQuery> {
  constructor(private readonly service: Service) {}

  execute({ question }: StandingQuery): Promise<StandingAnswer> {
    return this.service.ledger.members.standing(question);
  }
}

/** Asks for the intervals of a member's whole history. */
export class TimelineQuery extends Query<TimelineAnswer> {
  constructor(readonly question: MemberQuestion) {
    super();
  }
}

@QueryHandler(TimelineQuery)
export class TimelineHandler implements IQueryHandler<TimelineQuery> {
  constructor(private readonly service: Service) {}

  execute({ question }: TimelineQuery): Promise<TimelineAnswer> {
    return this.service.ledger.members.timeline(question);
  }
}

/** Asks why a field of a standing has its value. */
export class ExplanationQuery extends Query<ExplanationAnswer> {
  constructor(readonly question: Parameters<MemberUseCases['explanation']>[0]) {
    super();
  }
}

@QueryHandler(ExplanationQuery)
export class ExplanationHandler implements IQueryHandler<ExplanationQuery> {
  constructor(private readonly service: Service) {}

  execute({ question }: ExplanationQuery): Promise<ExplanationAnswer> {
    return this.service.ledger.members.explanation(question);
  }
}

/** Asks what repairing break years would cost and change. */
export class RepairQuoteQuery extends Query<RepairQuoteAnswer> {
  constructor(readonly question: Parameters<MemberUseCases['repairQuote']>[0]) {
    super();
  }
}

@QueryHandler(RepairQuoteQuery)
export class RepairQuoteHandler implements IQueryHandler<RepairQuoteQuery> {
  constructor(private readonly service: Service) {}

  execute({ question }: RepairQuoteQuery): Promise<RepairQuoteAnswer> {
    return this.service.ledger.members.repairQuote(question);
  }
}
