import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Server } from 'node:http';
import { exitCodeOf } from './exit-code.js';
import type { Service } from './service.js';

/** So long at most the requests under way may take once the service was asked to stop. */
const DRAIN_MS = 20_000;
/** How often connections that have become idle are closed meanwhile. */
const SWEEP_MS = 20;

/**
 * Stops on SIGTERM or SIGINT: readiness off, no new connections, the requests under way answered, the appends
 * committed, the store closed. A second signal stops at once; what was acknowledged is safe all the same.
 */
export function stopOnSignals(app: NestExpressApplication, service: Service): void {
  let isStopping = false;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (isStopping) process.exit(signal === 'SIGINT' ? 130 : 143);
    isStopping = true;
    void stop(app, service).then(
      () => process.exit(0),
      (error: unknown) => {
        service.logger.fatal({ err: error }, 'could not stop cleanly');
        process.exit(exitCodeOf(error));
      },
    );
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}

async function stop(app: NestExpressApplication, service: Service): Promise<void> {
  service.stopAccepting();
  service.logger.info('stopping');
  await drain(app.getHttpServer());
  await app.close();
  await service.ledger.close();
  service.logger.info('stopped');
}

/** Answers the requests under way and takes no others; a connection is closed as soon as nobody waits on it. */
async function drain(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
  });
  const sweep = setInterval(() => {
    server.closeIdleConnections();
  }, SWEEP_MS);
  const overdue = setTimeout(() => {
    server.closeAllConnections();
  }, DRAIN_MS);
  await closed;
  clearInterval(sweep);
  clearTimeout(overdue);
}
