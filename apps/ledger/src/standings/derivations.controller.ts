import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import type { DerivationAnswer } from '#libs/ledger';
import { Requires } from '../access/permissions.js';
import { Answer } from '../http/answer.js';
import { Documented } from '../openapi/documented.js';
import { ref } from '../openapi/json-schema.js';
import { Asker } from '../questions/asker.js';
import { Service } from '../service.js';

/** Asks what follows from the facts and rules of the question itself. */
export class DerivationQuery extends Query<DerivationAnswer> {
  constructor(readonly request: unknown) {
    super();
  }
}

@QueryHandler(DerivationQuery)
export class DerivationHandler implements IQueryHandler<DerivationQuery> {
  constructor(private readonly service: Service) {}

  execute({ request }: DerivationQuery): Promise<DerivationAnswer> {
    return this.service.ledger.derive(request);
  }
}

/** A case in, a standing out. It reads nobody and stores nothing. */
@ApiTags('standings')
@Controller('v1/derivations')
export class DerivationsController {
  constructor(private readonly asker: Asker) {}

  @Post()
  @HttpCode(200)
  @Requires('derive')
  @ApiBody({ schema: ref('DerivationBody') })
  @Documented({
    summary: 'The standing that follows from the facts of a case',
    answer: 'Derivation',
    problems: ['invalid-date', 'invalid-amount', 'unknown-pack', 'personal-identifier'],
  })
  async derive(@Body() body: unknown): Promise<Answer> {
    return new Answer(await this.asker.ask(new DerivationQuery(body), {}));
  }
}
