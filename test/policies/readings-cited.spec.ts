import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import {
  changeDays,
  type CivilDate,
  derive,
  type Fact,
  type PolicyBook,
  previousDay,
  READING_IDS,
  type ReadingId,
  READINGS,
  type Readings,
  type Standing,
  standingOn,
} from '#libs/enrollment';
import { loadPack } from '#libs/policy';
import { historiesUnder } from '../replay/histories.js';
import { bookOver, bookUnder, PACK_IDS } from '../replay/sample-policy.js';
import { enough, tried } from '../replay/sizes.js';

/** The last year whose days are asked about: every generated fact lies before its end. */
const THROUGH_YEAR = 2038;

/** A policy book where every region has made another choice of a reading. */
interface Flipped {
  readonly id: ReadingId;
  readonly choice: unknown;
  readonly book: PolicyBook;
}

const flippedBooks = (book: PolicyBook): readonly Flipped[] =>
  READING_IDS.flatMap((id) =>
    READINGS[id].choices.map((choice) => ({ id, choice, book: book.withReadings({ [id]: choice }) })),
  );

/** Any listed choice of every reading at once. */
const anyChoices: fc.Arbitrary<Partial<Readings>> = fc.record(
  Object.fromEntries(
    READING_IDS.map((id) => [id, fc.constantFrom<unknown>(...READINGS[id].choices)]),
  ) as Readonly<Record<ReadingId, fc.Arbitrary<never>>>,
);

const shown = ({ readingIds: _cited, ...rest }: Standing): string => JSON.stringify(rest);

/** How often a reading was cited, and how often some other choice would have shown something else. */
interface Tally {
  cited: number;
  decided: number;
}

/** Fails on a day on which another choice of a reading shows something else, and the standing does not cite it. */
function expectCited(
  facts: readonly Fact[],
  book: PolicyBook,
  flips: readonly Flipped[],
  tally: Tally,
): void {
  const history = derive(facts, book, { throughYear: THROUGH_YEAR });
  if (history === undefined) return;
  const others = flips.map(({ id, choice, book: flipped }) => {
    const other = derive(facts, flipped, { throughYear: THROUGH_YEAR });
    if (other === undefined) throw new Error('A reading makes no difference to who is registered.');
    return { id, choice, history: other };
  });
  const days = new Set<CivilDate>();
  for (const each of [history, ...others.map((other) => other.history)])
    for (const day of changeDays(each)) days.add(day).add(previousDay(day));
  for (const on of days) {
    const standing = standingOn(history, on);
    const here = shown(standing);
    const deciding = new Set<ReadingId>();
    for (const { id, choice, history: other } of others) {
      const there = shown(standingOn(other, on));
      if (there === here) continue;
      deciding.add(id);
      if (!standing.readingIds.includes(id))
        throw new Error(`${on}: ${id} ${JSON.stringify(choice)} is not cited.\n${here}\n${there}`);
    }
    tally.cited += standing.readingIds.length;
    tally.decided += deciding.size;
  }
}

const folder = join(__dirname, '..', '..', 'test', 'regions');
const samples = readdirSync(folder)
  .filter((name) => name.startsWith('sample-'))
  .map((name): [string, PolicyBook] => [name, bookOver(loadPack(join(folder, name)).pack)]);
const shipped = PACK_IDS.map((id): [string, PolicyBook] => [id, bookUnder(id)]);

describe.each([...shipped, ...samples])('%s', (name, book) => {
  const generated = historiesUnder(book);
  const seed = 20310301 + [...shipped, ...samples].findIndex(([each]) => each === name);

  test('a standing cites every reading of which another choice would show something else', () => {
    const tally: Tally = { cited: 0, decided: 0 };
    const flips = flippedBooks(book);
    fc.assert(
      fc.property(generated, (facts) => {
        expectCited(facts, book, flips, tally);
      }),
      tried(20, seed),
    );
    expect(tally.cited).toBeGreaterThanOrEqual(enough(1000));
    // Not by citing them all: a reading stays cited after its day, so that the share is about a half.
    expect(tally.decided).toBeGreaterThan(tally.cited / 4);
  });

  test('so it does where the regions have chosen otherwise', () => {
    const tally: Tally = { cited: 0, decided: 0 };
    fc.assert(
      fc.property(generated, anyChoices, (facts, choices) => {
        const chosen = book.withReadings(choices);
        expectCited(facts, chosen, flippedBooks(chosen), tally);
      }),
      tried(10, seed),
    );
    expect(tally.cited).toBeGreaterThanOrEqual(enough(500));
  });
});
