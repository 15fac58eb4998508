import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What the bench server is filled with before it listens. */
export interface Filling {
  /** Members that register through the ledger, for `memberNumber`. */
  readonly registered: number;
  /** Members with three facts that are put into the store, for `storedNumber`. */
  readonly stored: number;
}

/** Runs the bench server in a process of its own, on a directory of its own, while some work is done. */
export async function withServer<Found>(
  { registered, stored }: Filling,
  work: (url: string) => Promise<Found>,
): Promise<Found> {
  const directory = mkdtempSync(join(tmpdir(), 'canbao-bench-'));
  const counts = [registered, stored].map(String);
  const server = fork(join(__dirname, 'http-server.js'), [join(directory, 'data'), ...counts]);
  try {
    const port = await new Promise<number>((resolve, reject) => {
      server.once('message', (message: { readonly port: number }) => {
        resolve(message.port);
      });
      server.once('exit', (code) => {
        reject(new Error(`The bench server stopped with code ${String(code)} before it was ready.`));
      });
    });
    return await work(`http://127.0.0.1:${String(port)}`);
  } finally {
    if (server.connected) {
      server.disconnect();
      await new Promise((resolve) => server.once('exit', resolve));
    }
    rmSync(directory, { recursive: true });
  }
}
