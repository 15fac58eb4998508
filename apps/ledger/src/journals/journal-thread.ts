import { parentPort, workerData } from 'node:worker_threads';
import { JournalLoop, openSqliteJournal } from '#libs/event-store';

/** The data directories whose journals are taken in. */
export type JournalThreadData = readonly string[];

/** What the thread tells whoever started it. */
export interface FromJournalThread {
  readonly directory: string;
  readonly trouble: { readonly code: string; readonly text: string };
}

/** Takes the journals in until it is told to stop. */
async function keepShort(directories: JournalThreadData): Promise<void> {
  const loops = directories.map(
    (directory) =>
      new JournalLoop(() => openSqliteJournal(directory), {
        onTrouble: (error) => {
          tellTrouble(directory, error);
        },
      }),
  );
  for (const loop of loops) loop.start();
  await new Promise((resolve) => parentPort?.once('message', resolve));
  await Promise.all(loops.map((loop) => loop.stop()));
}

function tellTrouble(directory: string, error: unknown): void {
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  const trouble = { code: typeof code === 'string' ? code : 'internal', text: String(message) };
  parentPort?.postMessage({ directory, trouble } satisfies FromJournalThread);
}

if (parentPort !== null) void keepShort(workerData as JournalThreadData);
