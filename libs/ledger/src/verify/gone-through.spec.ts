import type { Finding } from '#libs/audit';
import { goneThrough } from './gone-through.js';

test('a part that is told to end in the midst of it has its verdict, and nothing was found in it', async () => {
  const stop = new AbortController();
  const findings: Finding[] = [];
  const verdict = await goneThrough(
    'reseals',
    () => {
      stop.abort();
      stop.signal.throwIfAborted();
      return Promise.resolve('whole');
    },
    { otherwise: 'ended', findings, signal: stop.signal },
  );
  expect({ verdict, findings }).toEqual({ verdict: 'ended', findings: [] });
});
