import { setImmediate as nextTurn } from 'node:timers/promises';

import { PAGE_SIZE } from '../limits.js';
import type { KeyBinding } from '../port.js';
import type { Connection } from './connection.js';
import { asking } from './failure.js';
import type { Source } from './following.js';

/** `CopySource.boundKeys`, in the order of the keys: each page is one short query, and other work gets its turn after it. */
export async function* readBoundKeys(
  { reads }: Pick<Source, 'reads'>,
  connection: Connection,
): AsyncGenerator<readonly KeyBinding[]> {
  const pageAfter = asking(() => {
    // A closed store has no connection to prepare anything on.
    reads();
    return connection.query<[string, string, number, number]>(
      'SELECT k.key, s.name, e.version, k.count FROM keys k JOIN events e ON e.pos = k.first_pos ' +
        // Bytes come after every text, and are no key.
        "JOIN streams s ON s.id = e.stream WHERE k.key > ? AND k.key < x'' ORDER BY k.key LIMIT ?",
    );
  });
  for (let last: string | undefined = ''; last !== undefined;) {
    const after: string = last;
    const rows = asking(() => {
      reads();
      return pageAfter.all(after, PAGE_SIZE);
    });
    if (rows.length > 0) yield rows.map(([key, stream, version, count]) => ({ key, stream, version, count }));
    last = rows.at(-1)?.[0];
    await nextTurn();
  }
}
