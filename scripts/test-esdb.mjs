/**
 * The contract and the end-to-end tests against the server of `ESDB_URL`, which may be a cluster. Every ledger that they
 * make has a name of its own, `test_…`; nothing else on the server is read or written.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

if (!process.env.ESDB_URL) {
  process.stderr.write(
    'ESDB_URL names no server; set it to a connection string, for instance esdb://127.0.0.1:2113?tls=false\n',
  );
  process.exit(2);
}
const root = join(import.meta.dirname, '..');
const { status } = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules/jest/bin/jest.js'),
    '--ci',
    ...['libs/event-store/src/eventstoredb/', 'test/e2e/', 'test/policies/readme', 'test/copy/'],
  ],
  { cwd: root, stdio: 'inherit', env: { ...process.env, CANBAO_TEST_STORE: 'esdb' } },
);
process.exit(status ?? 1);
