import { Module } from '@nestjs/common';
import { Asker } from '../questions/asker.js';
import { BisectionHandler, DiffHandler } from './comparison.queries.js';
import { ComparisonsController } from './comparisons.controller.js';

@Module({
  controllers: [ComparisonsController],
  providers: [Asker, DiffHandler, BisectionHandler],
})
export class ComparisonsModule {}
