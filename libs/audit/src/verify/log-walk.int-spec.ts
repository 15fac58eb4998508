import * as fc from 'fast-check';
import type { RecordedEvent } from '#libs/event-store';
import type { Hash } from '../hashing.js';
import { leafOf } from '../leaf.js';
import { rootAt } from '../merkle/tree.js';
import { IN_MEMORY, openForSealing, type SealDatabase } from '../sqlite/seal-database.js';
import { SealedTree } from '../sqlite/sealed-tree.js';
import { StoredSeals } from '../sqlite/stored-seals.js';
import type { Finding } from './findings.js';
import { LogWalk } from './log-walk.js';
import { treeFindings } from './verify-seals.js';

const LOG_ID = '0190f5a2-7d3c-4b1e-8a55-3c2f6e9d0b17';
const RUNS = process.env['CANBAO_FULL'] === '1' ? 1_000 : 40;

/** A log and its sealed tree, in memory. */
interface Sealed {
  readonly events: readonly RecordedEvent[];
  readonly seals: SealDatabase;
  readonly root: Hash;
  readonly heads: ReadonlyMap<string, Hash>;
}

/** @param streams of which stream each event is, in order */
function sealed(streams: readonly number[]): Sealed {
  const versions = new Map<string, number>();
  const heads = new Map<string, Hash>();
  const events = streams.map((number, index): RecordedEvent => {
    const stream = `member-P-000${number}`;
    const version = (versions.get(stream) ?? 0) + 1;
    versions.set(stream, version);
    const id = `00000000-0000-5000-8000-${index.toString(16).padStart(12, '0')}`;
    const recordedAt = '2027-11-20T02:00:00.000Z';
    const named = { id, stream, version, type: 'PremiumPaid', schemaVersion: 1 };
    return {
      ...{ ...named, position: index + 1, recordedAt, data: { amountFen: index } },
      metadata: { correlationId: `r-${index}`, actor: 'key-1' },
    };
  });
  const leaves = events.map((event) => {
    const leaf = leafOf(event, { logId: LOG_ID, previous: heads.get(event.stream) ?? null });
    heads.set(event.stream, leaf);
    return leaf;
  });
  const seals = openForSealing(IN_MEMORY, LOG_ID);
  const tree = new SealedTree(seals.connection);
  tree.grown(0, { leaves, positions: events.map(({ position }) => position) }).write();
  return { events, seals, root: rootAt(tree.subtrees, events.length), heads };
}

/** What is found of a log whose seals were changed so, and some of whose events; the seals are as before then. */
function after(
  { events, seals, root, heads }: Sealed,
  sql: string,
  change: (event: RecordedEvent) => readonly RecordedEvent[] = (event) => [event],
): { readonly findings: readonly Finding[]; readonly areHeadsRight: boolean } {
  const { connection } = seals;
  connection.exec(`BEGIN; ${sql}`);
  try {
    const walk = new LogWalk(LOG_ID, { tree: new SealedTree(connection), size: events.length, root });
    for (const event of events.flatMap(change)) walk.take(event);
    walk.end();
    const ofTree = [...treeFindings(new StoredSeals(connection), walk, events.length)];
    const areHeadsRight = [...heads].every(
      ([stream, leaf]) => walk.sealedHeads.get(stream)?.leaf.equals(leaf) === true,
    );
    return { findings: [...walk.findings, ...ofTree], areHeadsRight };
  } finally {
    connection.rollback();
  }
}

const changeOf =
  (positions: readonly number[]) =>
  (event: RecordedEvent): readonly RecordedEvent[] => [
    positions.includes(event.position) ? { ...event, data: { amountFen: -1 } } : event,
  ];
const deletionOf =
  (positions: readonly number[]) =>
  (event: RecordedEvent): readonly RecordedEvent[] =>
    positions.includes(event.position) ? [] : [event];

const treeChanged = (level: number, tile: number): Finding => ({ kind: 'tree-changed', level, tile });
const eventChanged = (position: number): Finding => ({ kind: 'event-changed', position });

const where = (level: number, tile: number): string => `WHERE level = ${level} AND tile = ${tile}`;

/** Sets some hashes of a tile to zero, from one (of 0 to 15) on. */
function zeroed(level: number, tile: number, from = 0, count = 16): string {
  const rest = `substr(hashes, ${32 * (from + count) + 1})`;
  const middle = `zeroblob(min(length(hashes), ${32 * (from + count)}) - ${32 * from})`;
  return `UPDATE tiles SET hashes = unhex(hex(substr(hashes, 1, ${32 * from})) || hex(${middle}) || hex(${rest}))
    ${where(level, tile)};`;
}

function swapped(level: number, tiles: readonly [number, number]): string {
  const [a, b] = tiles;
  return `CREATE TEMP TABLE swapped AS SELECT * FROM tiles WHERE level = ${level} AND tile IN (${a}, ${b});
    UPDATE tiles SET hashes = (SELECT s.hashes FROM swapped s WHERE s.tile = ${a + b} - tiles.tile)
    WHERE level = ${level} AND tile IN (${a}, ${b});`;
}

/** Three streams that take turns: each tile has several events of each. */
const inTurns = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index % 3);

describe('a ledger of 300 events, each tile with several events of each stream', () => {
  let ledger: Sealed;
  beforeAll(() => {
    ledger = sealed(inTurns(300));
  });
  afterAll(() => {
    ledger.seals.close();
  });

  test.each([
    ['is zero', zeroed(0, 1), [treeChanged(0, 1)]],
    ['has two leaves that are zero', zeroed(0, 1, 0, 2), [treeChanged(0, 1)]],
    ['has one leaf that is zero', zeroed(0, 1, 7, 1), [treeChanged(0, 1)]],
    ['is gone', `DELETE FROM tiles ${where(0, 1)}`, [treeChanged(0, 1)]],
    ['is cut short', `UPDATE tiles SET hashes = substr(hashes, 1, 100) ${where(0, 1)}`, [treeChanged(0, 1)]],
    ['changed places with another one', swapped(0, [0, 1]), [treeChanged(0, 0), treeChanged(0, 1)]],
    ['is the last, which is not full', zeroed(0, 18), [treeChanged(0, 18)]],
    [
      'is the last but one and the last',
      zeroed(0, 17) + zeroed(0, 18),
      [treeChanged(0, 17), treeChanged(0, 18)],
    ],
    ['stands above others', zeroed(1, 0), [treeChanged(1, 0)]],
    [
      'was changed with the one above it',
      zeroed(0, 1) + zeroed(1, 0),
      [treeChanged(0, 1), treeChanged(1, 0)],
    ],
    [
      'is as good as any of the tree, and all are zero',
      'UPDATE tiles SET hashes = zeroblob(length(hashes))',
      [
        ...Array.from({ length: 19 }, (_, tile) => treeChanged(0, tile)),
        ...[treeChanged(1, 0), treeChanged(1, 1), treeChanged(2, 0)],
      ],
    ],
    [
      'was changed with its positions',
      `${zeroed(0, 1)} UPDATE positions SET positions = replace(positions, '20', '21') WHERE tile = 1`,
      [treeChanged(0, 1), { kind: 'positions-changed', tile: 1 }],
    ],
  ])('a tile that %s is named, and no event', (_, sql, expected) => {
    expect(after(ledger, sql)).toEqual({ findings: expected, areHeadsRight: true });
  });

  test('an event changed beside a changed tile is named, and so is the tile', () => {
    for (const positions of [[5], [5, 6], [40], [300]])
      expect(after(ledger, zeroed(0, 1), changeOf(positions)).findings).toEqual([
        ...positions.map(eventChanged),
        treeChanged(0, 1),
      ]);
  });

  test('an event changed under a changed leaf of another one in the same tile: both are told apart', () => {
    // Event 20 is of another stream than that of leaf 17 (number 1 of its tile).
    expect(after(ledger, zeroed(0, 1, 1, 1), changeOf([20])).findings).toEqual([
      eventChanged(20),
      treeChanged(0, 1),
    ]);
  });

  test('an event and its own leaf changed: the event, the tile, and the next event, whose leaf before it nothing shows', () => {
    expect(after(ledger, zeroed(0, 1, 3, 1), changeOf([20])).findings).toEqual([
      ...[20, 23].map(eventChanged),
      treeChanged(0, 1),
    ]);
  });

  test('an event changed under a tile of which nothing is left is named with its neighbours, and nothing above them', () => {
    const tile = Array.from({ length: 16 }, (_, place) => 17 + place);
    expect(after(ledger, zeroed(0, 1), changeOf([20])).findings).toEqual([
      ...[...tile, 35].map(eventChanged),
      treeChanged(0, 1),
    ]);
  });

  test('an event changed where the tile above its own was changed: the event and that tile', () => {
    expect(after(ledger, zeroed(1, 0), changeOf([20])).findings).toEqual([
      eventChanged(20),
      treeChanged(1, 0),
    ]);
  });

  test('events that are gone beside a changed tile', () => {
    expect(after(ledger, zeroed(0, 4), deletionOf([20, 23, 24])).findings).toEqual([
      ...[20, 23, 24].map((position): Finding => ({ kind: 'event-missing', position })),
      treeChanged(0, 4),
    ]);
  });
});

test('of a tree with a full tile of tiles, each tile that is changed alone is named', () => {
  const ledger = sealed(inTurns(4_096 + 20));
  for (const [level, tile] of [
    [0, 255],
    [0, 256],
    [1, 3],
    [1, 15],
    [2, 0],
    [3, 0],
  ] as const)
    expect(after(ledger, zeroed(level, tile))).toEqual({
      findings: [treeChanged(level, tile)],
      areHeadsRight: true,
    });
  ledger.seals.close();
});

/** Which stream each event is of: some streams, in any order. */
const someStreams = fc.array(fc.nat(4), { minLength: 1, maxLength: 280 });

type Damage = 'zero' | 'one hash' | 'gone' | 'cut' | 'longer';
const someDamage = fc.constantFrom<Damage>('zero', 'one hash', 'gone', 'cut', 'longer');

function damageOf(damage: Damage, [level, tile]: readonly [number, number]): string {
  const set = (to: string): string => `UPDATE tiles SET hashes = ${to} ${where(level, tile)};`;
  return {
    zero: zeroed(level, tile),
    'one hash': zeroed(level, tile, 0, 1),
    gone: `DELETE FROM tiles ${where(level, tile)};`,
    cut: set('substr(hashes, 1, length(hashes) - 32)'),
    longer: set("unhex(hex(hashes) || '00')"),
  }[damage];
}

/** Some of many, in order. */
function chosen<Item>(items: readonly Item[], picks: readonly number[]): readonly Item[] {
  const places = new Set(picks.map((pick) => pick % items.length));
  return items.filter((_, place) => places.has(place));
}

function tilesOf({ seals }: Sealed, condition = 'TRUE'): readonly (readonly [number, number])[] {
  return seals.connection
    .query<[number, number]>(`SELECT level, tile FROM tiles WHERE ${condition} ORDER BY level, tile`)
    .all();
}

const somePicks = fc.array(fc.nat(10_000), { minLength: 1, maxLength: 6 });

test('whichever tiles are changed, they are named and no event is', () => {
  fc.assert(
    fc.property(someStreams, somePicks, someDamage, (streams, picks, damage) => {
      const ledger = sealed(streams);
      const tiles = chosen(tilesOf(ledger), picks);
      const found = after(ledger, tiles.map((tile) => damageOf(damage, tile)).join(' '));
      ledger.seals.close();
      expect(found.areHeadsRight).toBe(true);
      // A tile that is gone is named once its level was gone through.
      expect(found.findings).toHaveLength(tiles.length);
      expect(found.findings).toEqual(
        expect.arrayContaining(tiles.map(([level, tile]) => treeChanged(level, tile))),
      );
    }),
    { numRuns: RUNS },
  );
});

test('whichever events are changed or go, they are named and nothing else is', () => {
  fc.assert(
    fc.property(someStreams, somePicks, fc.boolean(), (streams, picks, isDeleted) => {
      const ledger = sealed(streams);
      const positions = chosen(
        ledger.events.map(({ position }) => position),
        picks,
      );
      const { findings } = after(ledger, '', (isDeleted ? deletionOf : changeOf)(positions));
      ledger.seals.close();
      const kind = isDeleted ? 'event-missing' : 'event-changed';
      expect(findings).toEqual(positions.map((position): Finding => ({ kind, position })));
    }),
    { numRuns: RUNS },
  );
});

test('events changed in some tiles and leaves in others: both are named, and nothing else is', () => {
  fc.assert(
    fc.property(someStreams, somePicks, somePicks, someDamage, (streams, picks, tilePicks, damage) => {
      const ledger = sealed(streams);
      const tiles = chosen(tilesOf(ledger, 'level = 0'), tilePicks);
      const positions = chosen(
        ledger.events.map(({ position }) => position),
        picks,
      ).filter((position) => !tiles.some(([, tile]) => tile === Math.floor((position - 1) / 16)));
      const sql = tiles.map((tile) => damageOf(damage, tile)).join(' ');
      const { findings } = after(ledger, sql, changeOf(positions));
      ledger.seals.close();
      const expected = [...positions.map(eventChanged), ...tiles.map((tile) => treeChanged(...tile))];
      expect(findings).toHaveLength(expected.length);
      expect(findings).toEqual(expect.arrayContaining(expected));
    }),
    { numRuns: RUNS },
  );
});
