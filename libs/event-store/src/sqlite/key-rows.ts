import { setImmediate as nextTurn } from 'node:timers/promises';

import { MAX_EVENTS_PER_APPEND, PAGE_SIZE } from '../limits.js';
import { keyDigest } from '../named-key.js';
import type { KeyRow, Position } from '../port.js';
import type { Connection, Query } from './connection.js';
import { asking } from './failure.js';
import type { Source } from './following.js';
import { LONGEST_NAME_BYTES } from './long-values.js';
import { wholeNumber } from './whole-number.js';

type Row = readonly [
  keyHex: string | null,
  position: Position | null,
  count: number | null,
  stream: number | null,
];

const columns =
  `${wholeNumber('k.first_pos', 0)}, ${wholeNumber('k.count', 1, MAX_EVENTS_PER_APPEND)}, ${wholeNumber('e.stream')} ` +
  'FROM keys k LEFT JOIN events e ON e.pos = k.first_pos';

/**
 * `EventStore.keyRows`: first those whose key is no text, or one too long to be read, then the others in the order of the keys. They are
 * read as bytes: whoever wrote past the program may have left an empty key, or one that is no UTF-8, and such a row counts like any other.
 */
export async function* readKeyRows(
  { reads }: Pick<Source, 'reads'>,
  connection: Connection,
): AsyncGenerator<readonly KeyRow[]> {
  const { others, first, next, run } = asking(() => {
    // A closed store has no connection to prepare anything on.
    reads();
    const isTooLong = `octet_length(k.key) > ${LONGEST_NAME_BYTES}`;
    // Numbers come before every text, bytes after.
    const others: Query<Row> = connection.query<Row>(
      `SELECT NULL, ${columns} WHERE k.key < '' OR k.key >= x'' OR k.key IS NULL OR ${isTooLong}`,
    );
    const page = (sign: '>' | '>='): Query<Row> =>
      connection.query<Row>(
        `SELECT hex(k.key), ${columns} WHERE k.key ${sign} CAST(unhex(?) AS TEXT) AND k.key < x'' AND NOT ${isTooLong} ` +
          'ORDER BY k.key LIMIT ?',
      );
    const run = connection.query<[number, number]>(
      'SELECT stream, version FROM events WHERE pos >= ? ORDER BY pos LIMIT ?',
    );
    return { others, first: page('>='), next: page('>'), run };
  });

  function keyRow([keyHex, position, count, stream]: Row): KeyRow {
    const isWhole =
      position !== null && count !== null && stream !== null && (count === 1 || isRun(position, count));
    const digest = keyHex === null ? null : keyDigest(Buffer.from(keyHex, 'hex'));
    return { digest, position, count, isWhole: isWhole && digest !== null };
  }

  function isRun(position: Position, count: number): boolean {
    const there = run.all(position, count);
    const [[stream, version] = []] = there;
    return (
      there.length === count &&
      there.every(([of, number], index) => of === stream && number === Number(version) + index)
    );
  }

  const notTexts = asking(() => {
    reads();
    return others.all().map(keyRow);
  });
  if (notTexts.length > 0) yield notTexts;
  let after: string | undefined;
  for (;;) {
    const rows = asking(() => {
      reads();
      return after === undefined ? first.all('', PAGE_SIZE) : next.all(after, PAGE_SIZE);
    });
    const last = rows.at(-1);
    if (last === undefined) return;
    yield asking(() => rows.map(keyRow));
    after = last[0] ?? undefined;
    await nextTurn();
  }
}
