import { Module } from '@nestjs/common';
import { ConsumersController } from '../consumers/consumers.controller.js';
import { AsyncApiController } from './asyncapi.controller.js';
import { FeedController } from './feed.controller.js';
import { AcknowledgeHandler, ConsumersHandler, FeedHandler } from './feed.queries.js';

@Module({
  controllers: [FeedController, ConsumersController, AsyncApiController],
  providers: [FeedHandler, AcknowledgeHandler, ConsumersHandler],
})
export class FeedModule {}
