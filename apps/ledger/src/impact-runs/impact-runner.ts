import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { everyRegion } from '#libs/ledger';
import { JobRunner } from '../jobs/job-runner.js';
import { Service } from '../service.js';

/** Carries impact runs on beside the requests. */
@Injectable()
export class ImpactRunner extends JobRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor({ ledger: { impactRuns }, logger }: Service) {
    super({
      name: 'impact run',
      logger,
      run: (id, signal) => impactRuns.run({ id, signal }),
      left: () => impactRuns.list(everyRegion),
    });
  }

  onApplicationBootstrap(): void {
    this.takeUp();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.stop();
  }
}
