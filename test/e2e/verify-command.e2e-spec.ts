import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keyFileOf, passingKeys, readCheckpoint, readNote, writeNote, written } from '#libs/audit';
import { Connection, directoryAddress } from '#libs/event-store';
import { loseLastEntry } from '#libs/event-store/testing';
import { canbao } from './canbao.js';
import { startApp } from './running-app.js';
import { newAddress, testOnSqlite } from './tested-store.js';

const auditor = mkdtempSync(join(tmpdir(), 'canbao-auditor-'));
afterAll(() => {
  rmSync(auditor, { recursive: true });
});

/** Serves a sample ledger in a directory, registers somebody, and stops once that and what was read is sealed. */
async function served(directory: string, member: string): Promise<void> {
  const run = await startApp({ sample: true, store: directoryAddress(directory), seals: null });
  await run
    .http()
    .post('/v1/members')
    .set('Idempotency-Key', member)
    .send({
      member,
      region: '359901',
      liableFrom: '2030-01-01',
      source: { system: 'test', document: member },
    })
    .expect(201);
  await run.http().get('/v1/members/P-0001/standing').expect(200);
  const head = await run.service.logPosition();
  for (let tries = 0; tries < 400; tries += 1) {
    const isSealed = run.service.sealingStatus?.position === head && run.service.accessSealingStatus.size > 0;
    if (isSealed) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await run.stop();
}

function directoryOfLedger(): string {
  const address = newAddress();
  if (address.engine !== 'sqlite') throw new Error('These tests are on a directory.');
  return address.directory;
}

function english(...args: readonly string[]): ReturnType<typeof canbao> {
  return canbao([...args, '--lang', 'en', '-o', 'table']);
}

testOnSqlite(
  'verify ends with 0 where nothing was touched, and with 6 and the place where something was',
  async () => {
    const data = directoryOfLedger();
    await served(data, 'P-7001');
    expect(english('verify', '--data', data)).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/access log +1 entries, of them sealed 1/),
    });

    const change = (file: string, from: string, to: string, position: number): void => {
      const connection = Connection.open(file);
      connection.exec('DROP TRIGGER IF EXISTS events_never_change');
      connection.command('UPDATE events SET data = replace(data, ?, ?) WHERE pos = ?')(from, to, position);
      connection.close();
    };
    const reads = join(data, 'access-log', 'ledger.db');
    change(reads, 'sample', 'audit', 1);
    const ledger = join(data, 'ledger.db');
    const position = positionOfAPayment(ledger);
    change(ledger, '"amountFen":', '"amountFen":1', position);
    const { status, stdout } = english('verify', '--data', data, '--no-read-models');
    expect(status).toBe(6);
    expect(stdout).toContain('access log: pos:1 the event was changed');
    expect(stdout).toContain(`pos:${String(position)} the event was changed`);
  },
);

testOnSqlite(
  'verify holds everything that a checkpoint file names: an access log that was deleted with the seals is gone',
  async () => {
    const data = directoryOfLedger();
    await served(data, 'P-7001');
    const file = keptElsewhere(data);
    const reads = keptElsewhere(join(data, 'access-log'));
    const verify = ['verify', '--data', data, '--no-read-models', '--checkpoint'];
    expect(english(...verify, file, '--checkpoint', reads).status).toBe(0);
    rmSync(join(data, 'access-log'), { recursive: true });
    for (const name of readdirSync(data).filter((each) => each.startsWith('seals.sqlite')))
      rmSync(join(data, name));
    // The keys that sealed tell of the seals, until they are gone, too.
    expect(english('verify', '--data', data, '--no-read-models')).toMatchObject({
      status: 6,
      stdout: expect.stringContaining('it is gone, or empty, though there was one: seal-keys') as string,
    });
    rmSync(keyFileOf(data));
    const { status, stdout } = english(...verify, reads);
    expect(status).toBe(6);
    expect(stdout).toMatch(
      /access log: .* with 1 entries at least, of which there is a checkpoint, is not here/,
    );
    // The record of the making is in no event; only checkpoints say it.
    const connection = Connection.open(join(data, 'ledger.db'));
    connection.exec('UPDATE ledger SET created_ms = created_ms - 1000');
    connection.close();
    const changed = english(...verify, file);
    expect(changed.status).toBe(6);
    expect(changed.stdout).toContain("the record of the ledger's creation");

    // A program of before did not say what a log was made as: then nothing tells whose it is.
    const silent = await signedAnew(reads, (text) => text.replace(/creation .*\n/, ''));
    const unknown = english(...verify, silent);
    expect(unknown).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(
        /of unknown log .*: of an access log that is gone, or of another ledger: cannot tell/,
      ),
    });
    expect(english(...verify, silent, '--strict').status).toBe(1);
    // What a checkpoint of the ledger names is its own.
    const { logId, size, root } = readCheckpoint(readNote(readFileSync(reads, 'utf8')).text);
    const line = `access-log ${logId} ${String(size)} ${written(root)}\n`;
    const naming = await signedAnew(file, (text) => text.replace(/access-log .*\n|$/, line));
    const named = english(...verify, silent, '--checkpoint', naming);
    expect(named.status).toBe(6);
    expect(named.stdout).toContain('of which there is a checkpoint, is not here');
  },
);

/** A kept checkpoint that says something else, rightly signed by a key of its own. */
async function signedAnew(file: string, changed: (text: string) => string): Promise<string> {
  const text = changed(readNote(readFileSync(file, 'utf8')).text);
  const [, logId = ''] = /^canbao-ledger\/(.*)/.exec(text) ?? [];
  const { current } = passingKeys(logId);
  const signed = text.replace(/\nkey .*\n/, `\nkey ${current.verifier}\n`);
  const made = join(mkdtempSync(join(auditor, 'kept-')), 'checkpoint.txt');
  writeFileSync(made, writeNote({ text: signed, signatures: [await current.sign(signed)] }));
  return made;
}

testOnSqlite(
  'another id of the ledger is named where it stands; of a checkpoint that is of another, both possibilities are',
  async () => {
    const data = directoryOfLedger();
    await served(data, 'P-7001');
    const file = keptElsewhere(data);
    const connection = Connection.open(join(data, 'ledger.db'));
    connection.exec("UPDATE ledger SET log_id = replace(log_id, '3599013e', '3599013f')");
    connection.close();
    const verify = ['verify', '--data', data, '--no-read-models', '--checkpoint'];
    const { status, stdout } = english(...verify, file);
    expect(status).toBe(6);
    expect(stdout).toMatch(
      /the id in the store's record .*, 3599013f-.*, was changed: .* those of 3599013e-/,
    );
    expect(stdout).toMatch(/FAILED, 1 places/);
    const refused = english(
      ...verify,
      await signedAnew(file, (text) => text.replaceAll('3599013e', '35990140')),
    );
    expect(refused.status).toBe(2);
    expect(refused.stderr).toMatch(
      /is a checkpoint of another ledger[^]*the id of the ledger was changed, and nothing here shows it/,
    );
  },
);

testOnSqlite(
  'one byte in an index, through which answers find the events of a member, is told as what it is; a back-up says so too',
  async () => {
    const data = directoryOfLedger();
    await served(data, 'P-7001');
    loseLastEntry(join(data, 'ledger.db'), 'sqlite_autoindex_events_2');
    const { status, stdout } = english('verify', '--data', data, '--checkpoint', keptElsewhere(data));
    expect(status).toBe(6);
    expect(stdout).toMatch(
      /^ledger\.db: index sqlite_autoindex_events_2 does not agree with table events, .*, pos:\d+ \(.+\): row \d+ missing/,
    );
    // Read models and decisions are right, and are not blamed for it.
    expect(stdout).toMatch(/FAILED, 1 places/);
    expect(stdout).toMatch(/read models +not-compared/);
    expect(stdout).toMatch(/append-only +ok/);
    const backup = english('backup', '--data', data, join(auditor, 'back-up'));
    expect(backup.status).toBe(6);
    expect(backup.stdout).toContain('ledger.db: index sqlite_autoindex_events_2');
    expect(backup.stdout).toMatch(/verified +FAILED, 1 places/);
  },
);

interface Report {
  readonly isIntact: boolean;
  readonly kind: string | null;
  readonly log: { readonly findings: readonly object[]; readonly head: object | null };
  readonly accessLog: { readonly log: { readonly findings: readonly object[] } };
}

testOnSqlite(
  'a ledger.db that cannot be opened is a finding of a report like any other, and what lies beside it is verified',
  async () => {
    const whole = directoryOfLedger();
    await served(whole, 'P-7001');
    const damages: readonly (readonly [RegExp, (file: string) => void])[] = [
      [/says kind "other"/, past("PRAGMA ignore_check_constraints = 1; UPDATE ledger SET kind = 'other'")],
      [/creation in ledger\.db is gone/, past('DELETE FROM ledger')],
      [/table keys is gone/, past('DROP TABLE keys')],
      [/table events is not as the program/, past('ALTER TABLE events ADD COLUMN extra TEXT')],
      [/it is gone, or empty/, rmSync],
      [
        /it is gone, or empty|not that of a ledger/,
        (file) => {
          truncateSync(file);
        },
      ],
      [
        /not a database/,
        (file) => {
          writeFileSync(file, 'x'.repeat(5_000));
        },
      ],
    ];
    for (const [says, damage] of damages) {
      const data = join(mkdtempSync(join(auditor, 'damaged-')), 'data');
      cpSync(whole, data, { recursive: true });
      damage(join(data, 'ledger.db'));
      past(
        'UPDATE checkpoints SET note = replace(note, char(10) || size || char(10), char(10) || 7 || char(10))',
      )(join(data, 'seals.sqlite'));
      past("DROP TRIGGER events_never_change; UPDATE events SET data = replace(data, 'sample', 'audit')")(
        join(data, 'access-log', 'ledger.db'),
      );
      const { status, stdout } = canbao(['verify', '--data', data, '-o', 'json']);
      expect(status).toBe(6);
      const { isIntact, kind, log, accessLog } = JSON.parse(stdout) as Report;
      expect({ isIntact, kind, head: log.head }).toEqual({ isIntact: false, kind: null, head: null });
      expect(log.findings).toContainEqual(
        expect.objectContaining({
          ...{ kind: 'file-damaged', file: 'ledger.db' },
          says: expect.stringMatching(says) as string,
        }),
      );
      expect(log.findings).toContainEqual(
        expect.objectContaining({ kind: 'checkpoint-changed', because: 'bad-signature' }),
      );
      expect(accessLog.log.findings).toContainEqual({ kind: 'event-changed', position: 1 });
      expect(english('verify', '--data', data).stdout).toMatch(
        /events rehashed +none: the ledger cannot be opened/,
      );
    }
    // Where nothing shows that it was one, a file that is no ledger is another directory's.
    const other = join(mkdtempSync(join(auditor, 'other-')), 'data');
    cpSync(whole, other, { recursive: true });
    for (const name of readdirSync(other).filter((each) => /^seal|^ledger/.test(each)))
      rmSync(join(other, name));
    writeFileSync(join(other, 'ledger.db'), 'x'.repeat(5_000), { mode: 0o600 });
    expect(english('verify', '--data', other).status).toBe(7);
  },
);

/** Writes to a database past the program. */
function past(sql: string): (file: string) => void {
  return (file) => {
    const connection = Connection.open(file);
    connection.exec(sql);
    connection.close();
  };
}

/** The newest checkpoint of a log as an auditor keeps it: a file somewhere else. */
function keptElsewhere(directory: string): string {
  const connection = Connection.open(join(directory, 'seals.sqlite'));
  const [note = ''] =
    connection.query<[string]>('SELECT note FROM checkpoints ORDER BY size DESC LIMIT 1').get() ?? [];
  connection.close();
  const file = join(mkdtempSync(join(auditor, 'kept-')), 'checkpoint.txt');
  writeFileSync(file, note);
  return file;
}

function positionOfAPayment(file: string): number {
  const connection = Connection.open(file);
  const [position = 0] =
    connection.query<[number]>(`SELECT pos FROM events WHERE data LIKE '%"amountFen":%' LIMIT 1`).get() ?? [];
  connection.close();
  return position;
}

testOnSqlite(
  'a sealing key is rotated and revoked; what the revoked one signed beyond its size is found',
  async () => {
    const data = directoryOfLedger();
    await served(data, 'P-7001');
    const listed = (): readonly Record<string, unknown>[] =>
      JSON.parse(canbao(['sealing-key', 'list', '--data', data, '-o', 'json']).stdout) as Record<
        string,
        unknown
      >[];
    const [first] = listed();
    expect(first).toMatchObject({ isCurrent: true, revokedFrom: null });
    const revoke = [
      'sealing-key',
      'revoke',
      String(first?.['id']),
      '--size',
      '1',
      '--data',
      data,
      '--commit',
    ];
    expect(english(...revoke).status).toBe(4);
    const before = readFileSync(keyFileOf(data), 'utf8');
    expect(english('sealing-key', 'rotate', '--data', data).status).toBe(0);
    expect(readFileSync(keyFileOf(data), 'utf8')).toBe(before);
    expect(english('sealing-key', 'rotate', '--data', data, '--commit').status).toBe(0);
    expect(english(...revoke).status).toBe(0);
    expect(listed()).toMatchObject([
      { isCurrent: false, revokedFrom: 1 },
      { isCurrent: true, revokedFrom: null },
    ]);
    await served(data, 'P-7002');
    // What the key signed beyond the size counts no more, and is named; what the new one signed counts.
    const { status, stdout } = english('verify', '--data', data, '--no-read-models');
    expect(status).toBe(6);
    // How many seals the first serving made is the machine's affair.
    const named = stdout.match(/checkpoint #\d+: .*/g) ?? [];
    expect(named).not.toEqual([]);
    for (const line of named) expect(line).toMatch(/its key was revoked/);
  },
);
