import { EXIT } from '../failures/exit-codes.js';

const STOPPING = ['SIGINT', 'SIGTERM'] as const;

/** Runs a task that ends in good order at the first SIGINT or SIGTERM; the second ends the process at once. */
export async function stoppedBySignals<Result>(
  task: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const stop = new AbortController();
  const before = STOPPING.map((name) => [name, process.listeners(name)] as const);
  const onSignal = (): void => {
    if (stop.signal.aborted) process.exit(EXIT.interrupted);
    stop.abort();
  };
  // A signal that has arrived and was not handled yet is lost as soon as nobody listens: the new listener comes first.
  for (const [name, listeners] of before) {
    process.on(name, onSignal);
    for (const listener of listeners) process.off(name, listener);
  }
  try {
    return await task(stop.signal);
  } finally {
    for (const [name, listeners] of before) {
      for (const listener of listeners) process.on(name, listener);
      process.off(name, onSignal);
    }
  }
}

/** Whether a failure is only that the task was told to end. */
export function isAborted(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}
