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

/** Of the elements that are added at a place, those of which a test holds: true where no case can notice them. */
function addedAt(
  { pack, others }: { readonly pack: PolicyPack; readonly others: readonly PolicyPack[] },
  place: string,
  isMeant: (written: string) => boolean,
): readonly boolean[] {
  return variantsOf(pack, others)
    .filter((variant) => variant.place === place && variant.from === null && isMeant(variant.to ?? ''))
    .map((variant) => whyNotInUse(variant, pack) !== null);
}

test('a later row with another cover start means the same, but not where a child has a window of its own', () => {
  const { pack: national } = packLibrary().find('national');
  const { pack: jincheng } = packLibrary().find('jincheng');
  const isMeant = (written: string): boolean => written.endsWith('coverFrom: payment }');
  expect(addedAt({ pack: national, others: [] }, 'windows[1]', isMeant)).toEqual([true]);
  expect(addedAt({ pack: jincheng, others: [] }, 'windows[1]', isMeant)).toEqual([false]);
});

test('an exemption that asks more and brings the same as the one behind it changes nothing', () => {
  const { pack: national } = packLibrary().find('national');
  const inFront = (place: string): readonly boolean[] =>
    addedAt({ pack: national, others: [fujian, lishui] }, place, (written) =>
      written.includes('employee-gap'),
    );
  // Fujian's asks that there be no break year; Lishui's holds whenever the national one does, which it would then replace.
  expect(inFront('exemptions.shortGap[0]')).toEqual([true]);
  expect(inFront('exemptions.shortGap[1]')).toEqual([]);
});
