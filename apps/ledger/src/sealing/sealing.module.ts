import { Module } from '@nestjs/common';
import { SealsController } from './seals.controller.js';

@Module({ controllers: [SealsController] })
export class SealingModule {}
