import {
  Command,
  CommandHandler,
  type ICommandHandler,
  type IQueryHandler,
  Query,
  QueryHandler,
} from '@nestjs/cqrs';
import type {
  DeclareWatermark,
  WatermarkDeclared,
  WatermarkQuestion,
  WatermarksAnswer,
  WatermarkUseCases,
} from '#libs/ledger';
import { Service } from '../service.js';

/** Orders that a watermark be declared. */
export class DeclareWatermarkCommand extends Command<WatermarkDeclared> {
  constructor(
    readonly watermark: DeclareWatermark,
    readonly author: Parameters<WatermarkUseCases['declare']>[1],
  ) {
    super();
  }
}

@CommandHandler(DeclareWatermarkCommand)
export class DeclareWatermarkHandler implements ICommandHandler<DeclareWatermarkCommand> {
  constructor(private readonly service: Service) {}

  execute({ watermark, author }: DeclareWatermarkCommand): Promise<WatermarkDeclared> {
    return this.service.ledger.watermarks.declare(watermark, author);
  }
}

/** Asks for the watermarks of a source. */
export class WatermarksQuery extends Query<WatermarksAnswer> {
  constructor(readonly question: WatermarkQuestion) {
    super();
  }
}

@QueryHandler(WatermarksQuery)
export class WatermarksHandler implements IQueryHandler<WatermarksQuery> {
  constructor(private readonly service: Service) {}

  execute({ question }: WatermarksQuery): Promise<WatermarksAnswer> {
    return this.service.ledger.watermarks.of(question);
  }
}
