import type { PolicyPack } from '#libs/enrollment';
import { packLibrary } from '../pack/pack-library.js';
import { whyNotInUse } from './not-in-use.js';
import { type Variant, variantsOf } from './variants.js';

const { pack: fujian } = packLibrary().find('fujian');
const { pack: lishui } = packLibrary().find('lishui');

/** The statuses that, added to a short-gap exemption of Lishui, are said to change nothing. */
function uselessIn(index: number): readonly (string | null)[] {
  const isAddition = ({ place, from }: Variant): boolean =>
    place === `exemptions.shortGap[${String(index)}].statuses[]` && from === null;
  return variantsOf(lishui, [])
    .filter((variant) => isAddition(variant) && whyNotInUse(variant, lishui) !== null)
    .map(({ to }) => to);
}

test('a status that another short-gap exemption has for longer changes nothing', () => {
  expect(uselessIn(1)).toEqual(['transferred-soldier', 'new-student']);
});

test('a status that another short-gap exemption has for less long does', () => {
  expect(uselessIn(2)).toEqual([]);
});

test('a status that two exemptions have may be taken out of the shorter one, and out of it alone', () => {
  const [gap, fromDay, fromNextMonth] = lishui.parameters['exemptions.shortGap'][0]?.value ?? [];
  if (gap === undefined || fromDay === undefined || fromNextMonth === undefined)
    throw new Error('three rules');
  const twice = { ...fromDay, statuses: [...fromNextMonth.statuses] };
  const dated = lishui.parameters['exemptions.shortGap'].map((at) => {
    return { ...at, value: [gap, twice, fromNextMonth] };
  });
  const pack = { ...lishui, parameters: { ...lishui.parameters, 'exemptions.shortGap': dated } };
  const removals = variantsOf(pack, []).filter(
    ({ place, to }) => /^exemptions\.shortGap\[\d\]\.statuses\[\d\]$/.test(place) && to === null,
  );
  expect(removals.map((variant) => [variant.place, whyNotInUse(variant, pack) !== null])).toEqual([
    ['exemptions.shortGap[1].statuses[0]', true],
    ['exemptions.shortGap[1].statuses[1]', true],
    ['exemptions.shortGap[2].statuses[0]', false],
    ['exemptions.shortGap[2].statuses[1]', false],
  ]);
});

/** Why no case can notice the one change of a place in the first short-gap exemption of a pack. */
function excuseFor(pack: PolicyPack, field: string): string | undefined {
  const place = `exemptions.shortGap[0].${field}`;
  const [variant] = variantsOf(pack, []).filter((each) => each.place === place);
  if (variant === undefined) throw new Error(`No change of ${place}.`);
  return whyNotInUse(variant, pack)?.en;
}

test.each(['onlyLate', 'spares'])(
  'where an exemption asks for no break year, %s decides nothing',
  (field) => {
    expect(excuseFor(fujian, field)).toMatch(/without/);
    // Lishui's exemption holds after break years, too: a payment in time has its fixed part, and variable months stay.
    expect(excuseFor(lishui, field)).toBeUndefined();
  },
);

test('where a missed window counts as a break year, and the first one counts, there is a variable part to spare', () => {
  const readings = {
    ...fujian.readings,
    R1: { ...fujian.readings.R1, choice: 'yes' as const },
    R10: { ...fujian.readings.R10, choice: 'yes' as const },
  };
  expect(excuseFor({ ...fujian, readings }, 'spares')).toBeUndefined();
});
