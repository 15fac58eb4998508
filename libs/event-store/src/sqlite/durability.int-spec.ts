import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { buildChild, startChild } from '../testing/child-process.js';
import { Connection } from './connection.js';
import { setDurability } from './open.js';

const folder = mkdtempSync(join(tmpdir(), 'canbao-durability-'));
const canTrace = spawnSync('strace', ['-f', '-e', 'trace=fdatasync', 'true']).status === 0;

afterAll(() => {
  rmSync(folder, { recursive: true });
});

test('says FULL, also when it is asked after a write, and WAL with the stated checkpoint', () => {
  const connection = Connection.open(join(folder, 'pragmas.db'));
  setDurability(connection);
  connection.exec('CREATE TABLE t (n INTEGER) STRICT; INSERT INTO t VALUES (1)');
  expect(connection.pragma('synchronous')).toBe(2);
  expect(connection.pragma('wal_autocheckpoint')).toBe(16_384);
  expect(connection.query<[string]>('PRAGMA journal_mode').all()).toEqual([['wal']]);
  connection.close();
});

test('the driver has an SQLite without the WAL-reset bug, since a thread takes the journal in beside the owner', () => {
  const connection = Connection.open(':memory:');
  const [version] = connection.query<[string]>('SELECT sqlite_version()').get() ?? [''];
  connection.close();
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  // sqlite.org/wal.html: every version before 3.51.3 but for two backports.
  expect(major * 1_000_000 + minor * 1_000 + patch).toBeGreaterThanOrEqual(3_051_003);
});

const count = 100;
const counting = `${count} appends, one after the other, sync the disk at least ${count} times`;

if (canTrace) {
  test(counting, async () => {
    const trace = join(folder, 'trace');
    const program = buildChild(folder);
    const syncsOf = async (appends: number): Promise<number> => {
      const calls = ['-f', '-o', trace, '-e', 'trace=fsync,fdatasync'];
      const parameters = [
        process.execPath,
        program,
        join(folder, `data-${appends}`),
        'append',
        String(appends),
      ];
      const child = startChild('strace', [...calls, ...parameters]);
      await child.said('open');
      await child.ended;
      return readFileSync(trace, 'utf8')
        .split('\n')
        .filter((line) => /\bf(data)?sync\(.*= 0$/.test(line)).length;
    };
    const [without, withAppends] = [await syncsOf(0), await syncsOf(count)];
    expect(withAppends - without).toBeGreaterThanOrEqual(count);
  });
} else {
  // Reported by the test runner, so that nobody takes the silence for a proof.
  test.skip(`NOT COUNTED, strace is missing or may not trace here: ${counting}`, () => undefined);
}
