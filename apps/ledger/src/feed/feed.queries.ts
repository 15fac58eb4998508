import {
  Command,
  CommandHandler,
  type ICommandHandler,
  type IQueryHandler,
  Query,
  QueryHandler,
} from '@nestjs/cqrs';
import type { Acknowledgement, ConsumerState, FeedBatch, FeedQuestion, RegionScope } from '#libs/ledger';
import { Service } from '../service.js';

/** Asks for the next entries of the feed. */
export class FeedQuery extends Query<FeedBatch> {
  constructor(readonly question: FeedQuestion) {
    super();
  }
}

@QueryHandler(FeedQuery)
export class FeedHandler implements IQueryHandler<FeedQuery> {
  constructor(private readonly service: Service) {}

  execute({ question }: FeedQuery): Promise<FeedBatch> {
    return this.service.ledger.feed.read(question);
  }
}

/** Orders that a consumer's progress be remembered. */
export class AcknowledgeCommand extends Command<ConsumerState> {
  constructor(readonly acknowledgement: Acknowledgement) {
    super();
  }
}

@CommandHandler(AcknowledgeCommand)
export class AcknowledgeHandler implements ICommandHandler<AcknowledgeCommand> {
  constructor(private readonly service: Service) {}

  execute({ acknowledgement }: AcknowledgeCommand): Promise<ConsumerState> {
    return this.service.ledger.feed.acknowledge(acknowledgement);
  }
}

/** Asks which consumers there are. */
export class ConsumersQuery extends Query<readonly ConsumerState[]> {
  constructor(readonly scope: RegionScope) {
    super();
  }
}

@QueryHandler(ConsumersQuery)
export class ConsumersHandler implements IQueryHandler<ConsumersQuery> {
  constructor(private readonly service: Service) {}

  execute({ scope }: ConsumersQuery): Promise<readonly ConsumerState[]> {
    return this.service.ledger.feed.consumers(scope);
  }
}
