import { join } from 'node:path';
import { Connection, type LogView, openSqliteLogView } from '#libs/event-store';
import {
  addKey,
  type Finding,
  JudgedNotes,
  type LogVerdict,
  namedAccessLogs,
  openBeside,
  readCheckpoint,
  readNote,
  type SealDatabase,
  verifyLog,
  writeNote,
} from '../index.js';
import { sealedLedger, type SealedLedger, witnessLine } from '../testing/index.js';

/** The first checkpoint, one in the middle, and the last; the key changes with the one of 47. */
const [FIRST, MIDDLE, HANDOVER, LAST] = [3, 17, 47, 148] as const;

let ledger: SealedLedger;
let view: LogView;
let seals: SealDatabase;
let log: Connection;
let whole: LogVerdict;

beforeAll(async () => {
  ledger = await sealedLedger();
  for (const count of [3, 14, 30, 1, 100]) {
    await ledger.append(count, 40);
    await ledger.sealer.seal();
    if (count === 14) addKey(ledger.directory, ledger.store.ledger.logId);
  }
  for (const size of [MIDDLE, LAST]) {
    const { witness, line } = witnessLine(readNote(noteAt(size)).text);
    ledger.sealer.seals.cosign(size, witness, line);
  }
  await ledger.append(4, 40);
  view = openSqliteLogView(ledger.directory);
  const beside = openBeside(ledger.directory, ledger.store.ledger.logId);
  if (beside === undefined) throw new Error('There are no seals.');
  seals = beside;
  log = Connection.open(join(ledger.directory, 'ledger.db'));
  log.exec('PRAGMA busy_timeout = 5000; DROP TRIGGER events_never_change; DROP TRIGGER events_never_go');
  whole = await verifyLog({ log: view, seals, outside: [] });
});
afterAll(async () => {
  log.close();
  seals.close();
  view.close();
  await ledger.remove();
});

function noteAt(size: number): string {
  return ledger.sealer.seals.checkpoints.of(size)?.note ?? '';
}

/** The verdict after the seals were changed so; they are as before then. */
async function after(
  change: () => void,
  given: { readonly pinned?: string; readonly witnesses?: readonly string[] } = {},
): Promise<LogVerdict> {
  seals.connection.exec('CREATE TEMP TABLE kept AS SELECT * FROM main.checkpoints');
  try {
    change();
    return await verifyLog({ log: view, seals, outside: [], ...given });
  } finally {
    seals.connection.exec(
      'DELETE FROM checkpoints; INSERT INTO checkpoints SELECT * FROM temp.kept; DROP TABLE temp.kept',
    );
  }
}

function noted(size: number, change: (note: string) => string): () => void {
  return () => {
    seals.connection.command('UPDATE checkpoints SET note = ? WHERE size = ?')(change(noteAt(size)), size);
  };
}

function changed(size: number, because: string): Finding {
  return { kind: 'checkpoint-changed', size, because } as Finding;
}

/** What is found does not depend on what nobody signed. */
function expectOnly(verdict: LogVerdict, findings: readonly Finding[]): void {
  expect(verdict.findings).toEqual(findings);
  expect(verdict.appendOnly).toBe('cannot-tell');
  expect(verdict.head).toEqual(whole.head);
}

/** Another text of a line, with the form that it has. */
const OTHER_LINES: readonly (readonly [name: string, pattern: RegExp, other: string])[] = [
  ['root', /\n[A-Za-z0-9+/]{43}=\n/, `\n${Buffer.alloc(32, 7).toString('base64')}\n`],
  ['heads', /heads sha256:../, 'heads sha256:ff'],
  ['position', /position \d+/, 'position 149'],
  ['recorded-at', /recorded-at \d{4}/, 'recorded-at 2026'],
  ['previous', /previous \d+/, 'previous 2'],
  ['creation', /creation ledger sha256:../, 'creation ledger sha256:ff'],
  ['declarations', /declarations \d+/, 'declarations 5'],
  [
    'an added access-log',
    /\n\n/,
    `\naccess-log ${'0'.repeat(8)}-0000-4000-8000-000000000000 9 sha256:${'a'.repeat(64)}\n\n`,
  ],
  ['an added reseal', /\n\n/, `\nreseal sm3 17 sha256:${'a'.repeat(64)}\n\n`],
  ['an added line of a later version', /\n\n/, '\nlater 5\n\n'],
];

describe.each([FIRST, MIDDLE, LAST])(
  'of the checkpoint of %d a changed note is all that is found',
  (size) => {
    test.each(OTHER_LINES)('%s', async (_, pattern, other) => {
      expect(noteAt(size)).toMatch(pattern);
      expectOnly(await after(noted(size, (note) => note.replace(pattern, other))), [
        changed(size, 'bad-signature'),
      ]);
    });

    test.each([1, 2, 4, 16, 47, 147, 149, 152, 195, 500, 9_007_199_254_740_000])('size %d', async (said) => {
      const verdict = await after(noted(size, (note) => note.replace(`\n${String(size)}\n`, `\n${said}\n`)));
      expectOnly(verdict, [changed(size, 'bad-signature')]);
    });

    test('a key that is revoked in it', async () => {
      const { verifier } = readCheckpoint(readNote(noteAt(LAST)).text);
      const verdict = await after(noted(size, (note) => note.replace('\n\n', `\nrevoked ${verifier} 1\n\n`)));
      expectOnly(verdict, [changed(size, 'bad-signature')]);
    });

    test.each(['', 'x', '\n\n'])('a text that is no note: %j', async (text) => {
      expectOnly(await after(noted(size, () => text)), [changed(size, 'malformed')]);
    });

    test('a key of a witness in the line "key"', async () => {
      const { witness } = witnessLine('x\n');
      const { verifier } = readCheckpoint(readNote(noteAt(size)).text);
      const verdict = await after(noted(size, (note) => note.replace(verifier, witness)));
      expectOnly(verdict, [changed(size, 'malformed')]);
    });

    test('its signature', async () => {
      const verdict = await after(
        noted(size, (note) => {
          const { text, signatures } = readNote(note);
          const other = signatures.map((each) => ({ ...each, signature: Buffer.alloc(64) }));
          return writeNote({ text, signatures: other });
        }),
      );
      expectOnly(verdict, [changed(size, 'bad-signature')]);
    });
  },
);

describe('a rightly signed note in the row of another size is all that is found, and counts where it belongs', () => {
  const moves = [FIRST, MIDDLE, HANDOVER, 48, LAST].flatMap((from) =>
    [1, 16, 20, 100, 147, 149, 1_000, 2 ** 52].map((to) => [from, to] as const),
  );
  test.each(moves)('%d in the row of %d', async (from, to) => {
    const verdict = await after(() => {
      seals.connection.command('UPDATE checkpoints SET size = ? WHERE size = ?')(to, from);
    });
    expectOnly(verdict, [changed(to, 'another-place')]);
    expect(verdict.sealedSize).toBe(LAST);
  });

  test('a copy of one', async () => {
    const verdict = await after(() => {
      seals.connection.exec(
        `INSERT INTO checkpoints SELECT 100, position, note FROM checkpoints WHERE size = ${MIDDLE}`,
      );
    });
    expectOnly(verdict, [changed(100, 'another-place')]);
  });

  test('the log that it does not fit is found, too', async () => {
    log.exec('UPDATE events SET schema_version = 2 WHERE pos = 60');
    const verdict = await after(() => {
      seals.connection.exec(`UPDATE checkpoints SET size = 149 WHERE size = ${LAST}`);
    });
    log.exec('UPDATE events SET schema_version = 1 WHERE pos = 60');
    expect(verdict.findings).toEqual([
      { kind: 'event-changed', position: 60 },
      changed(149, 'another-place'),
    ]);
    expect(verdict.appendOnly).toBe('violated');
  });
});

describe('a row that is put in', () => {
  test.each([-5, 1, 20, 149, 2 ** 52])('at %d, that holds no note', async (at) => {
    const verdict = await after(() => {
      seals.connection.exec(`INSERT INTO checkpoints VALUES (${at}, 1, 'x')`);
    });
    expectOnly(verdict, [changed(at, 'malformed')]);
  });

  test('that the next one does not follow does not hide that the one before it is gone', async () => {
    const verdict = await after(() => {
      seals.connection.exec(
        `DELETE FROM checkpoints WHERE size = 48; INSERT INTO checkpoints VALUES (50, 1, 'x')`,
      );
    });
    expectOnly(verdict, [changed(50, 'malformed'), changed(LAST, 'one-before-missing')]);
  });
});

test('where the note with which a key came is changed, those after it are not signed rightly, and nothing else is found', async () => {
  const verdict = await after(noted(HANDOVER, (note) => note.replace('previous 17', 'previous 16')));
  expectOnly(verdict, [
    changed(HANDOVER, 'bad-signature'),
    changed(48, 'key-not-handed-over'),
    changed(LAST, 'key-not-handed-over'),
  ]);
  expect(verdict.sealedSize).toBe(MIDDLE);
});

describe('where a note is gone, it is named by the next one, and nothing else is blamed', () => {
  const gone = (...sizes: readonly number[]): void => {
    seals.connection.exec(`DELETE FROM checkpoints WHERE size IN (${sizes.join()})`);
  };

  test('the one with which a key came: those after it are no measure', async () => {
    const { witness } = witnessLine('x\n');
    const verdict = await after(
      () => {
        gone(HANDOVER);
      },
      { witnesses: [witness] },
    );
    expect(verdict.findings).toEqual([changed(48, 'one-before-missing')]);
    expect(verdict).toMatchObject({ sealedSize: MIDDLE, witnessed: [{ witness, size: MIDDLE }] });
  });

  test('that and one before it', async () => {
    expectOnly(
      await after(() => {
        gone(MIDDLE, HANDOVER);
      }),
      [changed(48, 'one-before-missing')],
    );
  });

  test('that, with one after it changed beside its text', async () => {
    const verdict = await after(() => {
      gone(HANDOVER);
      seals.connection.exec(`UPDATE checkpoints SET position = 149 WHERE size = ${LAST}`);
    });
    expectOnly(verdict, [changed(48, 'one-before-missing'), changed(LAST, 'key-not-handed-over')]);
  });

  test.each([FIRST, MIDDLE, 48])('%d, and what a witness signed of it', async (size) => {
    const { witness, line } = witnessLine(readNote(noteAt(size)).text, 1_900_000_001n);
    seals.connection.command('INSERT OR IGNORE INTO cosignatures VALUES (?, ?, ?)')(size, witness, line);
    const next = { [FIRST]: MIDDLE, [MIDDLE]: HANDOVER, 48: LAST }[size] ?? 0;
    const verdict = await after(() => {
      gone(size);
    });
    const others = await after(() => undefined);
    if (size !== MIDDLE) seals.connection.command('DELETE FROM cosignatures WHERE size = ?')(size);
    expectOnly(verdict, [changed(next, 'one-before-missing')]);
    expect(others.findings).toEqual([]);
  });

  test('what a witness signed of a size that no note leaves out is blamed', async () => {
    const { witness, line } = witnessLine(readNote(noteAt(48)).text);
    seals.connection.command('INSERT INTO cosignatures VALUES (60, ?, ?)')(witness, line);
    const verdict = await after(() => {
      gone(48);
    });
    seals.connection.exec('DELETE FROM cosignatures WHERE size = 60');
    expectOnly(verdict, [
      changed(LAST, 'one-before-missing'),
      { kind: 'cosignature-changed', size: 60, witness },
    ]);
  });
});

describe('a note by a key of its own counts for nothing where the one before it is not there either', () => {
  let foreign: SealedLedger;
  beforeAll(async () => {
    foreign = await sealedLedger();
  });
  afterAll(async () => {
    await foreign.remove();
  });

  /** What whoever can write the file can make of the last note. */
  async function put(size: number, previous: number): Promise<() => void> {
    const { current } = foreign.keys();
    const own = readCheckpoint(readNote(noteAt(LAST)).text);
    const text = readNote(noteAt(LAST))
      .text.replace(`\n${LAST}\n`, `\n${size}\n`)
      .replace('previous 48', `previous ${previous}`)
      .replace(own.verifier, current.verifier);
    const note = writeNote({ text, signatures: [await current.sign(text)] });
    return () => {
      seals.connection.command('INSERT OR REPLACE INTO checkpoints VALUES (?, ?, ?)')(
        size,
        own.position,
        note,
      );
    };
  }

  test('behind the last', async () => {
    const verdict = await after(await put(149, 148 + 2));
    expectOnly(verdict, [changed(149, 'one-before-missing')]);
    expect(verdict.sealedSize).toBe(LAST);
  });

  test('between two: none is gone there', async () => {
    const verdict = await after(await put(100, 99));
    expectOnly(verdict, [changed(100, 'key-not-handed-over')]);
    expect(verdict.sealedSize).toBe(LAST);
  });

  test('in place of the last, with the one before it gone', async () => {
    const other = await put(LAST, 50);
    const verdict = await after(() => {
      seals.connection.exec('DELETE FROM checkpoints WHERE size = 48');
      other();
    });
    expectOnly(verdict, [changed(LAST, 'one-before-missing')]);
    expect(verdict.sealedSize).toBe(HANDOVER);
  });

  test('in place of the one with which a key came: it hands over to nobody', async () => {
    const verdict = await after(await put(HANDOVER, MIDDLE));
    const all = [HANDOVER, 48, LAST].map((size) => changed(size, 'key-not-handed-over'));
    expectOnly(verdict, all);
    expect(verdict.sealedSize).toBe(MIDDLE);
  });
});

test('where no note is signed rightly, the notes are found, and no event', async () => {
  const verdict = await after(() => {
    seals.connection.exec(
      `UPDATE checkpoints SET note = replace(note, 'recorded-at 2027', 'recorded-at 2026')`,
    );
  });
  const sizes = [FIRST, MIDDLE, HANDOVER, 48, LAST];
  expectOnly(
    verdict,
    sizes.map((size) => changed(size, 'bad-signature')),
  );
  expect(verdict).toMatchObject({ sealedSize: 0, isCreationSealed: false });
});

test('where the newest note is gone, that is all that is found', async () => {
  const verdict = await after(() => {
    seals.connection.exec(`DELETE FROM checkpoints WHERE size = ${LAST}`);
  });
  expectOnly(verdict, [{ kind: 'checkpoint-missing', size: LAST }]);
  expect(verdict.sealedSize).toBe(48);
});

test('where every note is gone, that is all that is found', async () => {
  const verdict = await after(() => {
    seals.connection.exec('DELETE FROM checkpoints');
  });
  expectOnly(verdict, [{ kind: 'checkpoint-missing', size: LAST }]);
  expect(verdict).toMatchObject({ sealedSize: 0, isCreationSealed: false });
});

test('where the newest note is gone, an event that was changed is named by what is kept of it', async () => {
  log.exec('UPDATE events SET schema_version = 2 WHERE pos = 30');
  const verdict = await after(() => {
    seals.connection.exec(`DELETE FROM checkpoints WHERE size = ${LAST}`);
  });
  log.exec('UPDATE events SET schema_version = 1 WHERE pos = 30');
  expect(verdict.findings).toEqual([
    { kind: 'event-changed', position: 30 },
    { kind: 'checkpoint-missing', size: LAST },
  ]);
});

test('where the end of the log is cut together with its note, every event that is gone is named, and no hash', async () => {
  log.exec(
    'CREATE TEMP TABLE cut AS SELECT * FROM main.events WHERE pos > 140; DELETE FROM events WHERE pos > 140',
  );
  const { findings, appendOnly } = await after(() => {
    seals.connection.exec(`DELETE FROM checkpoints WHERE size = ${LAST}`);
  });
  log.exec('INSERT INTO events SELECT * FROM temp.cut; DROP TABLE temp.cut');
  expect(findings.filter(({ kind }) => kind !== 'key-astray')).toEqual([
    ...Array.from({ length: 8 }, (_, index) => ({ kind: 'event-missing', position: 141 + index })),
    { kind: 'checkpoint-missing', size: LAST },
  ]);
  expect(appendOnly).toBe('violated');
});

describe('what is changed beside the last note is found', () => {
  const amiss = noted(LAST, (note) => note.replace('previous 48', 'previous 47'));
  const found = async (connection: Connection, change: string, back: string): Promise<readonly Finding[]> => {
    connection.exec(change);
    const verdict = await after(amiss);
    connection.exec(back);
    expect((await verifyLog({ log: view, seals, outside: [] })).findings).toEqual([]);
    return verdict.findings;
  };
  const schema = (pos: number, version: number): string =>
    `UPDATE events SET schema_version = ${version} WHERE pos = ${pos}`;

  test('an event under the checkpoint before is named', async () => {
    expect(await found(log, schema(30, 2), schema(30, 1))).toEqual([
      { kind: 'event-changed', position: 30 },
      changed(LAST, 'bad-signature'),
    ]);
  });

  test('an event after the checkpoint before is found by the hashes that were kept of it', async () => {
    const findings = await found(log, schema(140, 2), schema(140, 1));
    expect(findings).toContainEqual({ kind: 'tree-changed', level: 0, tile: 8 });
    expect(findings).toContainEqual(changed(LAST, 'bad-signature'));
    expect(findings.filter(({ kind }) => kind.startsWith('event-'))).toEqual([]);
  });

  test.each([
    ['tiles', 'level = 0 AND tile = 8', { kind: 'tree-changed', level: 0, tile: 8 }],
    ['positions', 'tile = 7', { kind: 'positions-changed', tile: 7 }],
  ])('a row of %s that goes', async (table, where, finding) => {
    seals.connection.exec(`CREATE TEMP TABLE gone AS SELECT * FROM main.${table} WHERE ${where}`);
    const findings = await found(
      seals.connection,
      `DELETE FROM ${table} WHERE ${where}`,
      `INSERT INTO ${table} SELECT * FROM temp.gone; DROP TABLE temp.gone`,
    );
    expect(findings).toEqual([finding, changed(LAST, 'bad-signature')]);
  });
});

test('a note forged over a rewritten log is found', async () => {
  log.exec('UPDATE events SET schema_version = 2 WHERE pos = 148');
  const { head } = await verifyLog({ log: view, seals: undefined, outside: [] });
  const forged = (note: string): string => {
    const { text } = readNote(note);
    const own = readCheckpoint(text);
    return note.replace(own.root.toString('base64'), head.root.toString('base64'));
  };
  const verdict = await after(noted(LAST, forged));
  log.exec('UPDATE events SET schema_version = 1 WHERE pos = 148');
  expect(verdict.findings).toContainEqual(changed(LAST, 'bad-signature'));
});

test('one self-made key that signs its own note counts for nothing', async () => {
  const other = await sealedLedger();
  try {
    await other.append(149, 40);
    await other.sealer.seal();
    const { note } = other.sealer.seals.checkpoints.latest() ?? { note: '' };
    const verdict = await after(() => {
      seals.connection.command('INSERT INTO checkpoints VALUES (149, 149, ?)')(note);
    });
    expectOnly(verdict, [changed(149, 'key-not-handed-over')]);
  } finally {
    await other.remove();
  }
});

test('one that is put in before the first is believed where no key is known; the events are blamed for nothing', async () => {
  const other = await sealedLedger();
  const { verifier } = readCheckpoint(readNote(noteAt(FIRST)).text);
  try {
    await other.append(1, 40);
    await other.sealer.seal();
    const { note } = other.sealer.seals.checkpoints.latest() ?? { note: '' };
    const change = (): void => {
      seals.connection.command('INSERT INTO checkpoints VALUES (1, 1, ?)')(note);
    };
    const sizes = [FIRST, MIDDLE, HANDOVER, 48, LAST];
    expectOnly(
      await after(change),
      sizes.map((size) => changed(size, 'key-not-handed-over')),
    );
    expectOnly(await after(change, { pinned: verifier }), [changed(1, 'key-not-handed-over')]);
  } finally {
    await other.remove();
  }
});

test('a note that is not signed rightly names no access log, and revokes nothing', async () => {
  const named = `\naccess-log ${'0'.repeat(8)}-0000-4000-8000-000000000000 9 sha256:${'a'.repeat(64)}\nrevoked ${
    readCheckpoint(readNote(noteAt(LAST)).text).verifier
  } 1\n\n`;
  let notes: JudgedNotes | undefined;
  await after(() => {
    noted(LAST, (note) => note.replace('\n\n', named))();
    notes = new JudgedNotes(seals);
    expect(namedAccessLogs(notes)).toEqual([]);
    expect(notes.revocations).toEqual([]);
    expect(notes.measure([])?.size).toBe(48);
    expect(notes.signedAt(LAST)).toBeUndefined();
  });
});

test('a checkpoint kept elsewhere is not held against a note of its size that is not signed rightly', async () => {
  const checkpoint = readCheckpoint(readNote(noteAt(LAST)).text);
  const outside = [{ name: 'kept', size: checkpoint.size, root: checkpoint.root, checkpoint }];
  seals.connection.exec('CREATE TEMP TABLE kept AS SELECT * FROM main.checkpoints');
  noted(LAST, (note) => note.replace(/heads sha256:../, 'heads sha256:ff'))();
  const verdict = await verifyLog({ log: view, seals, outside });
  seals.connection.exec(
    'DELETE FROM checkpoints; INSERT INTO checkpoints SELECT * FROM temp.kept; DROP TABLE temp.kept',
  );
  expect(verdict.findings).toEqual([changed(LAST, 'bad-signature')]);
  expect(verdict.appendOnly).toBe('proved');
});

test('a witness whose checkpoint stands in another row proves nothing', async () => {
  const { witness } = witnessLine('x\n');
  seals.connection.exec(`UPDATE checkpoints SET size = 149 WHERE size = ${LAST}`);
  const verdict = await verifyLog({ log: view, seals, outside: [], witnesses: [witness] });
  seals.connection.exec(`UPDATE checkpoints SET size = ${LAST} WHERE size = 149`);
  expect(verdict.findings).toEqual([changed(149, 'another-place')]);
  expect(verdict.witnessed).toEqual([{ witness, size: MIDDLE }]);
});

test('a key that a note from elsewhere revokes takes the measure away, and nothing else is found', async () => {
  const { verifier } = readCheckpoint(readNote(noteAt(LAST)).text);
  const before = readCheckpoint(readNote(noteAt(MIDDLE)).text);
  const checkpoint = { ...before, revoked: [{ verifier, size: 20 }] };
  const outside = [{ name: 'kept', size: MIDDLE, root: before.root, checkpoint }];
  const verdict = await verifyLog({ log: view, seals, outside });
  expect(verdict.findings).toEqual([HANDOVER, 48, LAST].map((size) => changed(size, 'key-revoked')));
  expect(verdict).toMatchObject({ appendOnly: 'proved', sealedSize: MIDDLE });
});

test('more rows than fit on a stack are all named', async () => {
  const count = 200_000;
  seals.connection.exec(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
     INSERT INTO tiles SELECT 50, i, x'00' FROM n`,
  );
  const { findings } = await verifyLog({ log: view, seals, outside: [] });
  seals.connection.exec('DELETE FROM tiles WHERE level = 50');
  expect(findings).toHaveLength(count);
});

test('a signed note over more events than log and tree can hold is another log, and its events are not looked for one by one', async () => {
  const own = readCheckpoint(readNote(noteAt(LAST)).text);
  const text = readNote(noteAt(LAST))
    .text.replace('\n148\n', '\n9007199254740000\n')
    .replace('previous 48', 'previous 148');
  const signatures = [await ledger.keys().current.sign(text)];
  const verdict = await after(() => {
    seals.connection.command('INSERT INTO checkpoints VALUES (9007199254740000, ?, ?)')(
      own.position,
      writeNote({ text, signatures }),
    );
  });
  expect(verdict.findings.length).toBeLessThan(50);
  expect(verdict.findings).toContainEqual(changed(9_007_199_254_740_000, 'another-log'));
});
