import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { RecordFact, RecordFactReply } from '#libs/ledger';
import { Service } from '../service.js';

/** Orders that a fact be recorded. */
export class RecordFactCommand extends Command<RecordFactReply> {
  constructor(readonly fact: RecordFact) {
    super();
  }
}

@CommandHandler(RecordFactCommand)
export class RecordFactHandler implements ICommandHandler<RecordFactCommand> {
  constructor(private readonly service: Service) {}

  execute({ fact }: RecordFactCommand): Promise<RecordFactReply> {
    return this.service.ledger.facts.record(fact);
  }
}
