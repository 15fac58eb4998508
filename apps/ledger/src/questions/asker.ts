import { Injectable } from '@nestjs/common';
import { type Query, QueryBus } from '@nestjs/cqrs';
import type { Coordinates, RegionScope } from '#libs/ledger';
import { Answer } from '../http/answer.js';
import { MemberVersionQuery } from '../members/member.queries.js';
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

  /** Asks about one member: the answer says which version of it was seen. */
  async askAboutMember<Result extends MemberAnswerBody>(
    query: Query<Result>,
    { scope, ...parameters }: { readonly scope: RegionScope; readonly minPosition?: number | undefined },
  ): Promise<Answer> {
    const body = await this.ask(query, parameters);
    const { member, coordinates } = body;
    const knownAt = `pos:${coordinates.position}`;
    const memberVersion = await this.queries.execute(new MemberVersionQuery({ member, knownAt, scope }));
    return new Answer(body, { memberVersion });
  }
}

/** What every answer about a member has. */
interface MemberAnswerBody {
  readonly member: string;
  readonly coordinates: Coordinates;
}

/** The parameters of a query as plain data, with what the path and the caller add. */
export function asked<Parameters extends object, More extends object>(
  query: Parameters,
  more: More,
): Parameters & More {
  return Object.assign({}, query, more);
}
