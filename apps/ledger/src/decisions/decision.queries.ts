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
  DecisionSeal,
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

/** Asks what holds a decision in the log; null: it is not sealed yet. */
export class DecisionSealQuery extends Query<DecisionSeal | null> {
  constructor(readonly question: Asked<'get'>) {
    super();
  }
}

@QueryHandler(DecisionSealQuery)
export class DecisionSealHandler implements IQueryHandler<DecisionSealQuery> {
  constructor(private readonly service: Service) {}

  execute({ question }: DecisionSealQuery): Promise<DecisionSeal | null> {
    const { ledger, seals } = this.service;
    return ledger.decisions.seal({ ...question, seals });
  }
}

/** Asks for the evidence about a decision: canonical JSON. */
export class BundleQuery extends Query<string> {
  constructor(readonly question: Omit<Parameters<DecisionUseCases['evidenceBundle']>[0], 'seals'>) {
    super();
  }
}

@QueryHandler(BundleQuery)
export class BundleHandler implements IQueryHandler<BundleQuery> {
  constructor(private readonly service: Service) {}

  execute({ question }: BundleQuery): Promise<string> {
    const { ledger, seals } = this.service;
    return ledger.decisions.evidenceBundle({ ...question, seals });
  }
}
