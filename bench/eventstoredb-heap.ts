import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { benchEvent, openBenchStore, startBenchServer } from './eventstoredb-store.js';

const CALLERS = 64;
const STREAMS = 2_000;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes of the heap that are in use, once nothing can be collected any more. */
function heapBytes(): number {
  for (let round = 0; round < 4; round += 1) collectGarbage();
  return process.memoryUsage().heapUsed;
}

/**
 * `eventstoredb-heap APPENDS RECONNECTS`: the heap after a tenth of the appends, and after all of them and as many
 * connections lost and made again. Its parent gets both.
 */
async function main(appends: number, reconnects: number): Promise<void> {
  const server = await startBenchServer();
  const store = await openBenchStore(server.connectionString);
  const versions = new Map<string, number>();
  let made = 0;
  const append = async (stream: string): Promise<void> => {
    made += 1;
    const version = versions.get(stream) ?? 0;
    await store.append(stream, version, [benchEvent('h', made)]);
    versions.set(stream, version + 1);
  };
  const appendUntil = async (end: number): Promise<void> => {
    const callers = Array.from({ length: CALLERS }, async (_, caller) => {
      while (made < end) await append(`member-${String(caller)}-${String(made % (STREAMS / CALLERS))}`);
    });
    await Promise.all(callers);
  };
  await appendUntil(appends / 10);
  const early = heapBytes();
  for (let reconnect = 1; reconnect <= reconnects; reconnect += 1) {
    await server.tell('away');
    await server.tell('back');
    while (!store.health().isWritable) await new Promise((resolve) => setTimeout(resolve, 5));
    await appendUntil(appends / 10 + (reconnect * (appends - appends / 10)) / reconnects);
  }
  const late = heapBytes();
  await store.close();
  await server.stop();
  process.send?.({ early, late });
  process.disconnect();
}

const [appends, reconnects] = process.argv.slice(2).map(Number);
main(appends ?? 0, reconnects ?? 0).catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
});
