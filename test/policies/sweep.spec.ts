import { civilDate } from '#libs/enrollment';
import { payersOf, sweepArrivals } from './sweep/arrivals.js';
import { brokenPacks, changed } from './sweep/broken-packs.js';
import { allDays, LAST_YEAR, monthEdges, YEARS } from './sweep/days.js';
import { sweepForce } from './sweep/force.js';
import { kindsUnder } from './sweep/kinds.js';
import { sweepMember } from './sweep/members.js';
import { type SweptPack, sweptPack, sweptPacks } from './sweep/swept-packs.js';

const packs = sweptPacks();

describe.each(packs.map((swept) => [swept.terms.id, swept] as const))('%s', (_id, swept) => {
  test('every day has one version, one value of each parameter and one window', () => {
    const faults = sweepForce(swept);
    expect(faults.lines).toEqual([]);
    expect(faults.looked).toBe(allDays.length);
  });

  test('every payment day of a coverage year has one class and one cover start', () => {
    const faults = payersOf(swept, [...YEARS, LAST_YEAR + 1]).map(([payer, year]) =>
      sweepArrivals(swept, payer, year),
    );
    expect(faults.flatMap(({ lines }) => lines)).toEqual([]);
    for (const { looked } of faults) expect(looked).toBeGreaterThan(31);
  });

  test.each(kindsUnder(swept).map((kind) => [kind.name, kind] as const))('%s', (_name, kind) => {
    const faults = sweepMember(swept, kind);
    expect(faults.lines).toEqual([]);
    expect(faults.looked).toBeGreaterThanOrEqual(monthEdges.length);
  });
});

describe('the sweep finds', () => {
  const swept = packs[0]!;
  const pack = swept.terms.version(civilDate('2030-01-01'));
  const late = kindsUnder(swept).find(({ name }) => name === 'late payer')!;

  /** The pack as it is, answered by a book under which it is another. */
  function answeredAs(other: typeof pack): SweptPack {
    return { ...swept, book: sweptPack([other], [other]).book };
  }

  test.each(brokenPacks(pack).map((broken) => [broken.name, broken] as const))('%s', (_name, broken) => {
    const { lines } = sweepForce(sweptPack(broken.versions, broken.versions));
    expect(lines).toContain(`${pack.id}, ${broken.found}`);
  });

  test('a member of whom a hole in the windows leaves a day unanswered', () => {
    const hole = brokenPacks(pack)[0]!.versions;
    expect(() => sweepMember(sweptPack(hole, hole), late)).toThrow('coverage year 2028, found 0');
  });

  test('a window that closes a day early', () => {
    const rows = pack.parameters.windows[0]!.value.map((row) => ({ ...row, closes: 'prev-12-30' as const }));
    const early = answeredAs(changed(pack, 'windows', rows));
    expect(sweepForce(early).lines).toContainEqual(expect.stringContaining('another window of 2028 answers'));
    const [payer, year] = payersOf(swept, [2028])[0]!;
    expect(sweepArrivals(early, payer, year).lines).toEqual([
      expect.stringMatching(/2027-12-31: a payment is late .*, expected in-window /),
    ]);
  });

  test('a wait that is a month too long', () => {
    const { lines } = sweepMember(answeredAs(changed(pack, 'wait.fixed', 4)), late);
    expect(lines).toContainEqual(expect.stringContaining('benefitEligible is false'));
    expect(lines).toContainEqual(expect.stringContaining('the wait is 4,0,0,4 months, expected 3,0,0,3'));
  });

  test('a text whose force ends a day too soon', () => {
    const ended = (day: string): typeof pack => ({ ...pack, inForceUntil: civilDate(day) });
    const soon = {
      ...sweptPack([ended('2031-03-11')], [pack]),
      book: sweptPack([ended('2031-03-10')], [pack]).book,
    };
    expect(sweepMember(soon, late).lines).toEqual([
      `${pack.id}, late payer, 2031-03-10: expired-rule is shown too early`,
    ]);
  });
});
