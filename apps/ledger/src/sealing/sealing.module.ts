import { Module } from '@nestjs/common';
import { AccessSealsController } from './access-seals.controller.js';
import { SealsController } from './seals.controller.js';

@Module({ controllers: [SealsController, AccessSealsController] })
export class SealingModule {}
