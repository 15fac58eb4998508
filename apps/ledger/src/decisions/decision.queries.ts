import {
  Command,
  CommandHandler,
  type ICommandHandler,
  type IQueryHandler,
  Query,
  QueryHandler,
} from '@nestjs/cqrs';
import type {
  DecisionExplanationAnswer,
  DecisionReply,
  DecisionUseCases,
  ReplayAnswer,
  ServeDecision,
  ServedDecision,
} from '#libs/ledger';
import { Service } from '../service.js';

type Asked<Method extends 'get' | 'explanation' | 'replay'> = Parameters<DecisionUseCases[Method]>[0];

/** Orders that an answer be served and recorded. */
export class ServeDecisionCommand extends Command<DecisionReply> {
  constructor(readonly request: ServeDecision) {
    super();
  }
}

@CommandHandler(ServeDecisionCommand)
export class ServeDecisionHandler implements ICommandHandler<ServeDecisionCommand> {
  constructor(private readonly service: Service) {}

  execute({ request }: ServeDecisionCommand): Promise<DecisionReply> {
    return this.service.ledger.decisions.serve(request);
  }
}

/** Asks for a decision as it was served. */
export class DecisionQuery extends Query<ServedDecision> {
  constructor(readonly question: Asked<'get'>) {
    super();
  }
}

@QueryHandler(DecisionQuery)
export class DecisionHandler implements IQueryHandler<DecisionQuery> {
  constructor(private readonly service: Service) {}

  execute({ question }: DecisionQuery): Promise<ServedDecision> {
    return this.service.ledger.decisions.get(question);
  }
}

/** Asks why a decision says what it says. */
export class DecisionExplanationQuery extends Query<DecisionExplanationAnswer> {
  constructor(readonly question: Asked<'explanation'>) {
    super();
  }
}

@QueryHandler(DecisionExplanationQuery)
export class DecisionExplanationHandler implements IQueryHandler<DecisionExplanationQuery> {
  constructor(private readonly service: Service) {}

  execute({ question }: DecisionExplanationQuery): Promise<DecisionExplanationAnswer> {
    return this.service.ledger.decisions.explanation(question);
  }
}

/** Asks whether the same answer comes out again. */
export class ReplayQuery extends Query<ReplayAnswer> {
  constructor(readonly question: Asked<'replay'>) {
    super();
  }
}

@QueryHandler(ReplayQuery)
export class ReplayHandler implements IQueryHandler<ReplayQuery> {
  constructor(private readonly service: Service) {}

  execute({ question }: ReplayQuery): Promise<ReplayAnswer> {
    return this.service.ledger.decisions.replay(question);
  }
}
