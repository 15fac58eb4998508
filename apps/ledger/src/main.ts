import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import { InvalidConnectionError, StoreError } from '#libs/event-store';
import { LedgerError } from '#libs/ledger';
import { InvalidFileError } from '#libs/policy';
import { createApp } from './create-app.js';
import { readFlags, UnreadableFileError, UsageError } from './flags.js';
import { openService } from './open-service.js';
import { packageVersion } from './package-folder.js';
import { readSettings } from './settings.js';
import { stopOnSignals } from './stopping.js';

async function serve(): Promise<void> {
  const flags = readFlags(process.argv.slice(2), process.env);
  const service = await openService(flags, readSettings(process.env, flags), {
    sealsInThread: true,
  });
  const app = await createApp(service, packageVersion());
  const server = await listen(app, flags);
  stopOnSignals(app, service);
  const { address, family, port } = server;
  const api = `http://${family === 'IPv6' ? `[${address}]` : address}:${String(port)}/v1`;
  service.logger.info({ api }, 'ready');
  // A parent that keeps a channel open (canbao) prints a banner of its own.
  if (process.send === undefined) process.stdout.write(`API ${api}\n`);
}

async function listen(
  app: Awaited<ReturnType<typeof createApp>>,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<AddressInfo> {
  await app.listen(port, host);
  return app.getHttpServer().address() as AddressInfo;
}

/** The exit codes of docs/api.md, command line. */
function exitCodeOf(error: unknown): number {
  if (error instanceof UnreadableFileError) return error.isMissing ? 3 : 2;
  if (error instanceof UsageError || error instanceof InvalidFileError) return 2;
  if (error instanceof InvalidConnectionError) return 2;
  const { code } = error as { readonly code?: unknown };
  if (error instanceof StoreError || isUnreadable(error) || code === 'EADDRINUSE' || code === 'EACCES')
    return 7;
  return code === 'ENOENT' ? 2 : 70;
}

/** The ledger holds an event that this program cannot read. */
function isUnreadable(error: unknown): boolean {
  return (
    error instanceof LedgerError &&
    (error.code === 'damaged-event' || error.code === 'unknown-schema-version')
  );
}

serve().catch((error: unknown) => {
  const code = exitCodeOf(error);
  const text = error instanceof Error ? (code === 70 ? error.stack : error.message) : String(error);
  process.stderr.write(`${text ?? ''}\n`);
  process.exit(code);
});
