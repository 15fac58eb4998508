import { constants } from 'node:os';

/**
 * Loaded into the server before anything else. The command line that started it says over their channel how many
 * signals it has had; the server raises those that did not reach it directly. On a terminal, and where a whole group is
 * stopped, they did: raised once more they would count as "stop at once". A server whose command line is gone stops.
 */
const STOPPING = ['SIGINT', 'SIGTERM'] as const;
/** A signal to the whole group arrives within this time on both sides. */
const SAME_SIGNAL_MS = 100;

let received = 0;
for (const signal of STOPPING) {
  process.on(signal, () => {
    received += 1;
    // The server listens as soon as there is something to stop; before that the signal ends it.
    if (process.listenerCount(signal) === 1) process.exit(128 + constants.signals[signal]);
  });
}

function raise(signal: (typeof STOPPING)[number], count: number): void {
  setTimeout(() => {
    if (received < count) process.kill(process.pid, signal);
  }, SAME_SIGNAL_MS).unref();
}

process.on('message', ({ signal, count }: { signal: (typeof STOPPING)[number]; count: number }) => {
  raise(signal, count);
});
process.once('disconnect', () => {
  raise('SIGTERM', 1);
});
process.channel?.unref();
