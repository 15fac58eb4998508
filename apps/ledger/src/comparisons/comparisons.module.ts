import { Module } from '@nestjs/common';
import { Asker } from '../questions/asker.js';
import {
  BisectionHandler,
  BlameHandler,
  DiffHandler,
  RadarHandler,
  WhatIfHandler,
} from './comparison.queries.js';
import { ComparisonsController } from './comparisons.controller.js';
import { RadarController } from './radar.controller.js';

@Module({
  controllers: [ComparisonsController, RadarController],
  providers: [Asker, DiffHandler, BisectionHandler, BlameHandler, WhatIfHandler, RadarHandler],
})
export class ComparisonsModule {}
