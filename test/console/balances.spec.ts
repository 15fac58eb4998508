import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { civilDate, derive, yearOf } from '#libs/enrollment';
import { packLibrary, readCases, shippedPolicies, submit } from '#libs/policy';
import { type BalanceRow, balanceRows } from '../../apps/console/src/rooms/balances/balance-rows.js';

/** The rows of a case of a shipped pack, by a day. */
function rowsOf(folder: string, name: string, day: string): readonly BalanceRow[] {
  const file = join(shippedPolicies(), folder, 'cases', 'credits.yaml');
  const read = readCases(readFileSync(file, 'utf8'), file, packLibrary());
  const found = read.find((each) => each.case?.name === name)!.case!;
  const { accepted, book } = submit(found);
  const on = civilDate(day);
  const history = derive(accepted, book, { throughYear: yearOf(on) });
  return balanceRows({
    history: () => history,
    book: () => book,
    question: { on, position: 0, knownAt: null },
  });
}

const rows = rowsOf('350000-fujian', 'After a reset the limit is read from what is left', '2030-03-01');
const row = (on: string): BalanceRow | undefined => rows.find((each) => each.on === on);

test('both credits are added up, before the limit', () => {
  expect(row('2029-01-01')).toMatchObject({ totalFen: 1_500_000, notCountedFen: 300_000 });
  expect(row('2029-06-06')).toMatchObject({ totalFen: 300_000 });
});

test('a reset leaves the ceiling of the year as it was struck, and the row says so', () => {
  expect(rows.filter(({ isCeilingKept }) => isCeilingKept).map(({ on }) => on)).toEqual(['2029-06-06']);
});

test('what moved a balance is read by numbered readings; a row without a move has none', () => {
  expect(row('2029-01-01')?.readingIds).toEqual(expect.arrayContaining(['R4', 'R5']));
  expect(row('2029-06-06')?.readingIds).toEqual(['R20']);
  expect(rows.filter(({ moves }) => moves.length === 0).flatMap(({ readingIds }) => readingIds)).toEqual([]);
});
