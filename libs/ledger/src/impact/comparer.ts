import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { comparison, type Compared, type ComparisonSource, type RawMember } from './comparison.js';

/** What compares members in chunks: here, or in other threads. */
export interface Comparer {
  /** How many chunks it can work on at once. */
  readonly width: number;
  /** In the order of the members. */
  compare(members: readonly RawMember[]): Promise<readonly Compared[]>;
  close(): Promise<void>;
}

/** Threads are built, so that there are none where the program runs from its sources. */
const WORKER = join(__dirname, 'impact-worker.js');

/** Opens threads for a comparison; with none, it is made in this one. */
export function openComparer(source: ComparisonSource, workers: number): Comparer {
  return workers > 0 && existsSync(WORKER) ? new Threads(source, workers) : inThisThread(source);
}

function inThisThread(source: ComparisonSource): Comparer {
  const compare = comparison(source);
  return {
    width: 1,
    compare: async (members) => {
      const compared: Compared[] = [];
      for (const raw of members) {
        compared.push(compare(raw));
        if (compared.length % 16 === 0) await nextTurn();
      }
      return compared;
    },
    close: () => Promise.resolve(),
  };
}

interface Task {
  readonly resolve: (compared: readonly Compared[]) => void;
  readonly reject: (error: unknown) => void;
}

/** Threads that take the chunks in turn; each answers its own in order. */
class Threads implements Comparer {
  private readonly threads: readonly { readonly worker: Worker; readonly tasks: Task[] }[];
  private failure: Error | undefined;

  constructor(source: ComparisonSource, count: number) {
    this.threads = Array.from({ length: count }, () => {
      const worker = new Worker(WORKER, { workerData: source });
      const tasks: Task[] = [];
      worker.on('message', (compared: readonly Compared[]) => tasks.shift()?.resolve(compared));
      worker.on('error', (error) => {
        this.fail(error instanceof Error ? error : new Error(String(error)));
      });
      worker.on('exit', () => {
        this.fail(new Error('A thread of an impact run has ended.'));
      });
      return { worker, tasks };
    });
  }

  /** Two for each thread, so that one is there when it has done the other. */
  get width(): number {
    return this.threads.length * 2;
  }

  compare(members: readonly RawMember[]): Promise<readonly Compared[]> {
    if (this.failure !== undefined) return Promise.reject(this.failure);
    const idlest = this.threads.reduce((a, b) => (b.tasks.length < a.tasks.length ? b : a));
    return new Promise((resolve, reject) => {
      idlest.tasks.push({ resolve, reject });
      idlest.worker.postMessage(members);
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.threads.map(({ worker }) => worker.terminate()));
  }

  private fail(error: Error): void {
    this.failure ??= error;
    for (const { tasks } of this.threads) for (const { reject } of tasks.splice(0)) reject(this.failure);
  }
}
