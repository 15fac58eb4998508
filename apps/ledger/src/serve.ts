import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Flags } from './flags.js';
import { openService } from './open-service.js';
import { packageVersion } from './package-folder.js';
import type { Settings } from './settings.js';
import { stopOnSignals } from './stopping.js';

/** Where read models are not there after so long, it is served without them: readiness says so. */
const OPENED_WITHIN_MS = 10_000;

/** Opens the ledger, serves it until a signal, and says where. Rejects where it cannot begin. */
export async function serve(flags: Flags, settings: Settings): Promise<void> {
  const service = await openService(flags, settings, {
    inThreads: true,
  });
  // Loaded now: a ledger that cannot be opened is told of without waiting for the framework.
  const { createApp } = await import('./create-app.js');
  const app = await createApp(service, packageVersion());
  // Whoever asks at once, as a consumer of the feed that goes on, is not sent away for the moment that this takes.
  await service.readModelsOpened(OPENED_WITHIN_MS);
  const server = await listen(app, flags);
  stopOnSignals(app, service);
  const { address, family, port } = server;
  const api = `http://${family === 'IPv6' ? `[${address}]` : address}:${String(port)}/v1`;
  service.logger.info({ api }, 'ready');
  // A parent that keeps a channel open (canbao) prints a banner of its own.
  if (process.send === undefined) process.stdout.write(`API ${api}\n`);
}

async function listen(
  app: NestExpressApplication,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<AddressInfo> {
  await app.listen(port, host);
  return app.getHttpServer().address() as AddressInfo;
}
