import { civilDate, rulesOf, waitTable } from '#libs/enrollment';
import { loadShippedPacks } from '#libs/policy';

const packs = new Map(loadShippedPacks().map(({ pack }) => [pack.id, pack]));
const totals = (id: string, readings = {}): Readonly<Record<string, readonly number[]>> => {
  const pack = packs.get(id);
  if (pack === undefined) throw new Error(id);
  const table = waitTable(rulesOf(pack, civilDate('2027-11-20'), readings), 4);
  return Object.fromEntries(
    table.map(({ paidClass, cells }) => [paidClass, cells.map(({ fixed, variable }) => fixed + variable)]),
  );
};

test('three months, and one for each break year but the first; after the window also without a break', () => {
  expect(totals('fujian')).toEqual({
    'in-window': [0, 3, 4, 5, 6],
    extended: [0, 0, 1, 2, 3],
    late: [3, 3, 4, 5, 6],
  });
});

test('under R1 = yes the first break year adds a month, too', () => {
  expect(totals('fujian', { R1: 'yes' })).toMatchObject({ 'in-window': [0, 4, 5, 6, 7] });
});
