import { Module } from '@nestjs/common';
import { Asker } from '../questions/asker.js';
import { SourcesController } from './sources.controller.js';
import { DeclareWatermarkHandler, WatermarksHandler } from './watermark.queries.js';

@Module({
  controllers: [SourcesController],
  providers: [Asker, DeclareWatermarkHandler, WatermarksHandler],
})
export class SourcesModule {}
