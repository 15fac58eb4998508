import { type DynamicModule, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { AccessLogModule } from './access-log/access-log.module.js';
import { AccessModule } from './access/access.module.js';
import { ComparisonsModule } from './comparisons/comparisons.module.js';
import { DecisionsModule } from './decisions/decisions.module.js';
import { FactsModule } from './facts/facts.module.js';
import { FeedModule } from './feed/feed.module.js';
import { HealthModule } from './health/health.module.js';
import { HttpModule } from './http/http.module.js';
import { ImpactRunsModule } from './impact-runs/impact-runs.module.js';
import { MembersModule } from './members/members.module.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { PolicyChangesModule } from './policy-changes/policy-changes.module.js';
import { PolicyModule } from './policy/policy.module.js';
import { SealingModule } from './sealing/sealing.module.js';
import { type Service, ServiceModule } from './service.js';
import { SessionModule } from './session/session.module.js';
import { SourcesModule } from './sources/sources.module.js';
import { StandingsModule } from './standings/standings.module.js';
import { YearClosesModule } from './year-closes/year-closes.module.js';

/** The HTTP API around one open ledger. */
@Module({})
export class AppModule {
  static of(service: Service): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ServiceModule.of(service),
        CqrsModule.forRoot(),
        AccessModule,
        AccessLogModule,
        HttpModule,
        HealthModule,
        MetricsModule,
        FactsModule,
        MembersModule,
        StandingsModule,
        ComparisonsModule,
        PolicyModule,
        DecisionsModule,
        SourcesModule,
        YearClosesModule,
        ImpactRunsModule,
        PolicyChangesModule,
        FeedModule,
        SessionModule,
        SealingModule,
      ],
    };
  }
}
