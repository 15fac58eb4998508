import { Global, Module } from '@nestjs/common';
import { AccessLogController } from './access-log.controller.js';
import { ReadLog } from './read-log.js';

/** Who reads whom: noted for every route that shows members, and shown to auditors. */
@Global()
@Module({ controllers: [AccessLogController], providers: [ReadLog], exports: [ReadLog] })
export class AccessLogModule {}
