import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { BisectionAnswer, BisectionQuestion, DiffAnswer, DiffQuestion } from '#libs/ledger';
import { Service } from '../service.js';

/** Asks what differs between two coordinates. */
export class DiffQuery extends Query<DiffAnswer> {
  constructor(readonly question: DiffQuestion) {
    super();
  }
}

@QueryHandler(DiffQuery)
export class DiffHandler implements IQueryHandler<DiffQuery> {
  constructor(private readonly service: Service) {}

  execute({ question }: DiffQuery): Promise<DiffAnswer> {
    return this.service.ledger.comparisons.diff(question);
  }
}

/** Asks what flipped a field. */
export class BisectionQuery extends Query<BisectionAnswer> {
  constructor(readonly question: BisectionQuestion) {
    super();
  }
}

@QueryHandler(BisectionQuery)
export class BisectionHandler implements IQueryHandler<BisectionQuery> {
  constructor(private readonly service: Service) {}

  execute({ question }: BisectionQuery): Promise<BisectionAnswer> {
    return this.service.ledger.comparisons.bisect(question);
  }
}
