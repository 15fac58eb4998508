import 'reflect-metadata';
import type { Server } from 'node:http';
import type { NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';
import type { StoreAddress } from '#libs/event-store';
import { createApp } from '../../apps/ledger/src/create-app.js';
import { openService } from '../../apps/ledger/src/open-service.js';
import type { Service } from '../../apps/ledger/src/service.js';
import { passingAddress } from './tested-store.js';

/** An application that answers on a free port of this machine, with the ledger behind it. */
export interface RunningApp {
  readonly app: NestExpressApplication;
  readonly service: Service;
  readonly server: Server;
  /** Starts a request: `http().get('/livez')`. */
  http(): ReturnType<typeof request>;
  stop(): Promise<void>;
}

/** What is recorded is sealed as soon as it can be seen that it was not, so that tests need not wait. */
const QUICK_PACE = { pollMs: 50, everyMs: 200, positions: 1_000, apartMs: 0 };

/** Starts the application on a new ledger: the sample ledger, or an empty real one. */
export async function startApp({
  sample,
  requestsPerMinute = 1_000_000,
  store = passingAddress(),
  seals = ':memory:',
}: {
  readonly sample: boolean;
  /** Default: a new ledger that ends with the process. */
  readonly store?: StoreAddress;
  readonly requestsPerMinute?: number;
  /** Where it is sealed; null: beside the store. Default: in memory, so that a store on a server is sealed, too. */
  readonly seals?: string | null;
}): Promise<RunningApp> {
  const flags = {
    store,
    sample,
    host: '127.0.0.1',
    port: 0,
    regions: null,
    readModels: null,
    seals,
  };
  const settings = { requestsPerMinute, logLevel: 'silent' };
  const service = await openService(flags, settings, { sealingPace: QUICK_PACE });
  const app = await createApp(service, '0.0.0');
  await app.listen(0, '127.0.0.1');
  const server: Server = app.getHttpServer();
  return {
    app,
    service,
    server,
    http: () => request(server),
    stop: async () => {
      await app.close();
      await service.ledger.close();
    },
  };
}
