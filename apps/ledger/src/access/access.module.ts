import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { ThrottlerModule } from '@nestjs/throttler';
import { Service } from '../service.js';
import { AccessGuard } from './access.guard.js';
import { AuthenticationGuard } from './authentication.guard.js';
import { RateGuard } from './rate.guard.js';
import { RateWindows } from './rate-windows.js';

/** Who gets in: the three guards, in this order, stand before every route. */
@Module({
  imports: [
    ThrottlerModule.forRootAsync({
      inject: [Service],
      useFactory: ({ settings }: Service) => ({
        throttlers: [{ ttl: 60_000, limit: settings.requestsPerMinute ?? Infinity }],
        storage: new RateWindows(),
      }),
    }),
  ],
  providers: [
    { provide: APP_GUARD, useClass: AuthenticationGuard },
    { provide: APP_GUARD, useClass: RateGuard },
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
})
export class AccessModule {}
