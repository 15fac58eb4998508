import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServerThread } from './server-thread.js';

const folder = mkdtempSync(join(tmpdir(), 'canbao-server-thread-'));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

interface Started {
  readonly thread: ServerThread<'stop', string>;
  /** What ended it. */
  readonly errors: string[];
  readonly begun: Promise<void>;
}

function start(name: string, text: string): Started {
  const script = join(folder, `${name}.js`);
  writeFileSync(
    script,
    `const { parentPort } = require('node:worker_threads');\nparentPort.postMessage('begun');\n${text}`,
  );
  const errors: string[] = [];
  let isBegun: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => (isBegun = resolve));
  const thread = new ServerThread<'stop', string>(script, null, {
    onMessage: () => {
      isBegun();
    },
    onError: (error) => errors.push((error as Error).message),
  });
  return { thread, errors, begun };
}

test('a thread that ends by itself is told of, however it ends; one that was told to stop is not', async () => {
  const exits = start('exits', 'process.exit(3)');
  const throws = start('throws', "throw new Error('a fault')");
  const rejects = start('rejects', "void Promise.reject(new Error('unheard'))");
  const closes = start('closes', 'parentPort.close()');
  const stops = start('stops', "parentPort.on('message', () => parentPort.close())");
  for (const { thread } of [exits, throws, rejects, closes]) await thread.ended;
  await stops.thread.stop();
  expect(exits.errors).toEqual(['It ended by itself, with exit code 3.']);
  expect(throws.errors).toEqual(['a fault']);
  expect(rejects.errors).toEqual(['unheard']);
  expect(closes.errors).toEqual(['It ended by itself, with exit code 0.']);
  expect(stops.errors).toEqual([]);
});

test('a thread that does not end when it is told to is ended', async () => {
  const { thread, errors, begun } = start('goes-on', 'parentPort.close(); setInterval(() => {}, 1_000)');
  await begun;
  jest.useFakeTimers();
  try {
    const stopped = thread.stop();
    jest.advanceTimersByTime(10_000);
    await stopped;
  } finally {
    jest.useRealTimers();
  }
  expect(errors).toEqual([]);
});
