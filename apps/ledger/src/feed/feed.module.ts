import { Module } from '@nestjs/common';
import { ConsumersController } from '../consumers/consumers.controller.js';
import { FeedController } from './feed.controller.js';
import { AcknowledgeHandler, ConsumersHandler, FeedHandler } from './feed.queries.js';

@Module({
  controllers: [FeedController, ConsumersController],
  providers: [FeedHandler, AcknowledgeHandler, ConsumersHandler],
})
export class FeedModule {}
