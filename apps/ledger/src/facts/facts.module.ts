import { Module } from '@nestjs/common';
import { FACT_TYPES } from '#libs/enrollment';
import { factController } from './fact.controller.js';
import { RecordFactHandler } from './record-fact.handler.js';

@Module({ controllers: FACT_TYPES.map(factController), providers: [RecordFactHandler] })
export class FactsModule {}
