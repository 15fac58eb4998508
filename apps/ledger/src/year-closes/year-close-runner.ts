import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { everyRegion } from '#libs/ledger';
import { JobRunner } from '../jobs/job-runner.js';
import { Service } from '../service.js';

/** Carries year closes on beside the requests. */
@Injectable()
export class YearCloseRunner extends JobRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor({ ledger: { yearCloses }, logger }: Service) {
    super({
      name: 'year close',
      logger,
      run: (id, signal) => yearCloses.run({ id, signal }),
      left: () => yearCloses.list(everyRegion),
    });
  }

  onApplicationBootstrap(): void {
    this.takeUp();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.stop();
  }
}
