import type { NestExpressApplication } from '@nestjs/platform-express';
import { StoreUnavailableError } from '#libs/event-store';
import type { Service } from './service.js';
import { stopOnSignals } from './stopping.js';

/** Asks a service to stop that is closed in some way; gives its exit code. */
async function exitCodeWhere(close: () => Promise<void>): Promise<unknown> {
  const listen = jest.spyOn(process, 'on').mockReturnThis();
  const exited = new Promise((resolve) => {
    jest.spyOn(process, 'exit').mockImplementation((code) => {
      resolve(code);
      return undefined as never;
    });
  });
  const server = {
    close: (done: () => void) => {
      done();
    },
  };
  const app = { getHttpServer: () => server, close: () => Promise.resolve() };
  const logger = { info: () => undefined, fatal: () => undefined };
  const service = { stopAccepting: () => undefined, logger, ledger: { close } };
  try {
    stopOnSignals(app as unknown as NestExpressApplication, service as unknown as Service);
    const [, onSignal] = listen.mock.calls.find(([name]) => name === 'SIGTERM') ?? [];
    onSignal?.('SIGTERM');
    return await exited;
  } finally {
    jest.restoreAllMocks();
  }
}

test('the exit code of a stop says whether the store was closed in order, and whose fault it is where not', async () => {
  expect(await exitCodeWhere(() => Promise.resolve())).toBe(0);
  expect(await exitCodeWhere(() => Promise.reject(new StoreUnavailableError('failed')))).toBe(7);
  expect(await exitCodeWhere(() => Promise.reject(new TypeError('a fault of the program')))).toBe(70);
});
