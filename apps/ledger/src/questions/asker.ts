import { Injectable } from '@nestjs/common';
import { type Query, QueryBus } from '@nestjs/cqrs';
import { Service } from '../service.js';

/** Asks a question of the ledger, once it has reached the position that the caller wants to see. */
@Injectable()
export class Asker {
  constructor(
    private readonly queries: QueryBus,
    private readonly service: Service,
  ) {}

  async ask<Result>(
    query: Query<Result>,
    { minPosition }: { readonly minPosition?: number | undefined },
  ): Promise<Result> {
    if (minPosition !== undefined) await this.service.ledger.waitFor(minPosition);
    return this.queries.execute(query);
  }
}

/** The parameters of a query as plain data, with what the path and the caller add. */
export function asked<Parameters extends object, More extends object>(
  query: Parameters,
  more: More,
): Parameters & More {
  return Object.assign({}, query, more);
}
