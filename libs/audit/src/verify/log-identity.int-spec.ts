import { join } from 'node:path';
import { Connection, namedAs, openSqliteLogView } from '#libs/event-store';
import {
  type LogIdentity,
  logIdentity,
  openAsFound,
  type OutsideCheckpoint,
  readCheckpoint,
  readNote,
  verifyLog,
} from '../index.js';
import { sealedLedger, type SealedLedger } from '../testing/index.js';

const OTHER = '0190f5a2-0000-4b1e-8a55-3c2f6e9d0b17';

let ledger: SealedLedger;
let logId: string;
beforeEach(async () => {
  ledger = await sealedLedger();
  ({ logId } = ledger.store.ledger);
  await ledger.append(20, 5);
  await ledger.sealer.seal();
});
afterEach(() => ledger.remove());

/** Another id in a file, written beside its owner. */
function renamed(file: string, to = OTHER): void {
  const connection = Connection.open(join(ledger.directory, file));
  connection.exec('PRAGMA busy_timeout = 5000');
  connection.command('UPDATE ledger SET log_id = ?')(to);
  connection.close();
}

/** The identity as the files have it, and what a verification under it finds. */
async function identified(
  outside: readonly OutsideCheckpoint[] = [],
  isSealed = true,
): Promise<{ readonly identity: LogIdentity | undefined; readonly findings: readonly unknown[] }> {
  const view = openSqliteLogView(ledger.directory);
  const seals = isSealed ? openAsFound(ledger.directory).seals : undefined;
  try {
    const identity = await logIdentity({ log: view, seals, outside });
    if (identity === undefined) return { identity, findings: [] };
    const log = namedAs(view, identity.logId);
    return { identity, findings: (await verifyLog({ log, seals, outside })).findings };
  } finally {
    seals?.close();
    view.close();
  }
}

function kept(): OutsideCheckpoint {
  const checkpoint = readCheckpoint(readNote(ledger.sealer.seals.checkpoints.latest()?.note ?? '').text);
  return { name: 'kept', size: checkpoint.size, root: checkpoint.root, checkpoint };
}

const changed = (place: 'store' | 'seals'): unknown => ({
  ...{ kind: 'log-id-changed', place, seen: OTHER, expected: logId },
});

test('a ledger that every place names alike is that one', async () => {
  expect(await identified()).toEqual({ identity: { logId, findings: [] }, findings: [] });
});

test.each([
  ['ledger.db', 'store'],
  ['seals.sqlite', 'seals'],
] as const)('another id in %s is named, and nothing else is blamed', async (file, place) => {
  renamed(file);
  expect(await identified()).toEqual({ identity: { logId, findings: [changed(place)] }, findings: [] });
});

test('another id in both is known by the checkpoints', async () => {
  renamed('ledger.db');
  renamed('seals.sqlite');
  const { identity } = await identified();
  expect(identity).toEqual({ logId, findings: [changed('store'), changed('seals')] });
});

test('it is known all the same where the first event was changed, too', async () => {
  renamed('ledger.db');
  const connection = Connection.open(join(ledger.directory, 'ledger.db'));
  connection.exec('PRAGMA busy_timeout = 5000; DROP TRIGGER events_never_change');
  connection.exec('UPDATE events SET schema_version = 9 WHERE pos = 1');
  connection.close();
  expect(await identified()).toEqual({
    identity: { logId, findings: [changed('store')] },
    findings: [{ kind: 'event-changed', position: 1 }],
  });
});

test('without seals a checkpoint kept elsewhere tells, where the log has its root', async () => {
  renamed('ledger.db');
  const { identity, findings } = await identified([kept()], false);
  expect({ identity, findings }).toEqual({
    identity: { logId, findings: [changed('store')] },
    findings: [],
  });
  const other = { ...kept(), root: Buffer.alloc(32) };
  expect((await identified([other], false)).identity).toEqual({ logId: OTHER, findings: [] });
});

test('seals of another ledger are no evidence of this one', async () => {
  const another = await sealedLedger();
  try {
    // Under either id their events come to no leaf that was sealed here.
    await another.append(3, 1);
    renamed('ledger.db');
    const seals = openAsFound(ledger.directory).seals;
    const log = namedAs(another.store, OTHER);
    expect(await logIdentity({ log, seals, outside: [] })).toBeUndefined();
    seals?.close();
  } finally {
    await another.remove();
  }
});
