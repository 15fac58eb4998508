import { Module } from '@nestjs/common';
import { Asker } from '../questions/asker.js';
import { PolicyController } from './policy.controller.js';
import { PolicyHandler } from './policy.queries.js';

@Module({ controllers: [PolicyController], providers: [Asker, PolicyHandler] })
export class PolicyModule {}
