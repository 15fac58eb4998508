import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type {
  BisectionAnswer,
  BisectionQuestion,
  BlameAnswer,
  BlameQuestion,
  DiffAnswer,
  DiffQuestion,
  RadarAnswer,
  RadarQuestion,
  WhatIfAnswer,
  WhatIfQuestion,
} from '#libs/ledger';
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

/** Asks what set the value of a field. */
export class BlameQuery extends Query<BlameAnswer> {
  constructor(readonly question: BlameQuestion) {
    super();
  }
}

@QueryHandler(BlameQuery)
export class BlameHandler implements IQueryHandler<BlameQuery> {
  constructor(private readonly service: Service) {}

  execute({ question }: BlameQuery): Promise<BlameAnswer> {
    return this.service.ledger.comparisons.blame(question);
  }
}

/** Asks what would hold if facts were there that nobody recorded. */
export class WhatIfQuery extends Query<WhatIfAnswer> {
  constructor(readonly question: WhatIfQuestion) {
    super();
  }
}

@QueryHandler(WhatIfQuery)
export class WhatIfHandler implements IQueryHandler<WhatIfQuery> {
  constructor(private readonly service: Service) {}

  execute({ question }: WhatIfQuery): Promise<WhatIfAnswer> {
    return this.service.ledger.comparisons.whatIf(question);
  }
}

/** Asks what was recorded late, and what was undone. */
export class RadarQuery extends Query<RadarAnswer> {
  constructor(readonly question: RadarQuestion) {
    super();
  }
}

@QueryHandler(RadarQuery)
export class RadarHandler implements IQueryHandler<RadarQuery> {
  constructor(private readonly service: Service) {}

  execute({ question }: RadarQuery): Promise<RadarAnswer> {
    return this.service.ledger.radar.report(question);
  }
}
