import { setImmediate as nextTurn } from 'node:timers/promises';

import { MAX_EVENTS_PER_APPEND, PAGE_SIZE } from '../limits.js';
import { keyDigest } from '../named-key.js';
import type { KeyRow, Position } from '../port.js';
import type { Connection, Query } from './connection.js';
import { asking } from './failure.js';
import type { Source } from './following.js';

type Row = readonly [keyHex: string, position: Position, count: number, stream: number | null];

/**
 * `EventStore.keyRows`, in the order of the keys. They are read as bytes: whoever wrote past the program may have left an empty
 * key, or one that is no UTF-8, and such a row counts like any other.
 */
export async function* readKeyRows(
  { reads }: Pick<Source, 'reads'>,
  connection: Connection,
): AsyncGenerator<readonly KeyRow[]> {
  const { first, next, run } = asking(() => {
    // A closed store has no connection to prepare anything on.
    reads();
    const page = (sign: '>' | '>='): Query<Row> =>
      connection.query<Row>(
        'SELECT hex(k.key), k.first_pos, k.count, e.stream FROM keys k LEFT JOIN events e ON e.pos = k.first_pos ' +
          `WHERE k.key ${sign} CAST(unhex(?) AS TEXT) ORDER BY k.key LIMIT ?`,
      );
    const run = connection.query<[number, number]>(
      'SELECT stream, version FROM events WHERE pos >= ? ORDER BY pos LIMIT ?',
    );
    return { first: page('>='), next: page('>'), run };
  });

  function keyRow([keyHex, position, count, stream]: Row): KeyRow {
    const isWhole = stream !== null && (count === 1 || isRun(position, count));
    return { digest: keyDigest(Buffer.from(keyHex, 'hex')), position, count, isWhole };
  }

  function isRun(position: Position, count: number): boolean {
    if (count < 1 || count > MAX_EVENTS_PER_APPEND) return false;
    const there = run.all(position, count);
    const [[stream, version] = []] = there;
    return (
      there.length === count &&
      there.every(([of, number], index) => of === stream && number === Number(version) + index)
    );
  }

  let after: string | undefined;
  for (;;) {
    const rows = asking(() => {
      reads();
      return after === undefined ? first.all('', PAGE_SIZE) : next.all(after, PAGE_SIZE);
    });
    const last = rows.at(-1);
    if (last === undefined) return;
    yield asking(() => rows.map(keyRow));
    [after] = last;
    await nextTurn();
  }
}
