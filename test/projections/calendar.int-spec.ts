import fc from 'fast-check';
import { addDays, type CivilDate, civilDate } from '#libs/enrollment';
import { readModelContent } from '#libs/projections/testing';
import { isFull } from '../replay/sizes.js';
import { bruteForce } from './brute-force.js';
import { appendTo, eventOf, lives, openLog, record } from './given-log.js';
import { caughtUp, Folders, modelOf } from './models.js';

const folders = new Folders();
const MEMBERS = isFull ? 30 : 5;
const LIMIT_MS = isFull ? 1_800_000 : 120_000;

afterAll(() => {
  folders.remove();
});

// Some midnights find every move foreseen, some none, and some only that of a part of the members.
test(
  'on every day of three years exactly those move whose day has come, and the rows are those of brute force',
  async () => {
    const [steps = []] = fc.sample(lives(MEMBERS), { numRuns: 1, seed: 2028 });
    const log = await openLog();
    await record(
      log,
      steps.filter(({ at }) => at < '2028-01-01'),
    );
    const later = steps.filter(({ at }) => at >= '2028-01-01');
    const directory = folders.next();
    const model = modelOf(log.store, directory);
    await model.catchUp();
    let moved = 0;
    let next = 0;
    for (let day = civilDate('2028-01-01'); day < '2031-01-01'; day = addDays(day, 1)) {
      const before = readModelContent(directory);
      log.setClock(`${addDays(day, -1)}T16:00:00.000Z`);
      await model.catchUp();
      const { rows } = readModelContent(directory);
      const entries = model.standingsReached({ day: addDays(day, -1), member: '\uffff' }, 1_000);
      // Who moves, and nobody else, had this day as the next one; every other row keeps each of its bytes.
      const due = before.rows.filter((row) => dayOf(row) === day).map(memberOf);
      expect(entries.map(({ member }) => member)).toEqual(due);
      expect(rows.filter((row) => !due.includes(memberOf(row)))).toEqual(
        before.rows.filter((row) => !due.includes(memberOf(row))),
      );
      moved += due.length;
      if (due.length > 0 || day.endsWith('-06-15'))
        expect(rows).toEqual((await bruteForce(log.store, day, 'rows', 'pastEveryPack')).rows);
      for (; later[next]?.at.startsWith(addDays(day, -1)) === true; next += 1)
        await record(log, later.slice(next, next + 1));
      await model.catchUp();
      if (day > '2028-12-31' && !day.endsWith('-31')) await model.lookAhead();
    }
    // The lives of the seed bring 2.7 moves a member in the full run: the days are not looked at in vain.
    expect(moved).toBeGreaterThan(2 * MEMBERS);
    expect(next).toBeGreaterThan(MEMBERS);
    await model.stop();
    const late = folders.next();
    await caughtUp(log.store, late);
    expect(readModelContent(late).feed).toEqual(readModelContent(directory).feed);
    await log.store.close();
  },
  LIMIT_MS,
);

test(
  'many members move at midnight in pieces while facts keep coming; each is told once, none is missed',
  async () => {
    const members = isFull ? 10_000 : 1_300;
    const log = await openLog();
    const directory = folders.next();
    const registered = { region: '359901', liableFrom: '2020-01-01' };
    await Promise.all(
      Array.from({ length: members }, async (_, index) => {
        const stream = `member-P-${String(index).padStart(5, '0')}`;
        await log.store.append(stream, 0, [
          eventOf('MemberRegistered', registered, '2020-01-01'),
          eventOf(
            'PremiumPaid',
            { coverageYear: 2028, paidOn: '2027-11-20', amountFen: 40_000 },
            '2027-11-20',
          ),
        ]);
      }),
    );
    const model = modelOf(log.store, directory);
    model.start();
    expect(await model.reaches(await log.store.head(), 60_000)).toBe(true);
    log.setClock('2027-12-31T16:00:00.500Z');
    for (let index = 0; index < 50; index += 1) {
      const stream = `member-P-${String(index * 7).padStart(5, '0')}`;
      const claim = {
        claimId: `C-${index}`,
        servedOn: '2027-12-01',
        settledOn: '2027-12-20',
        pooledFundFen: 0,
        majorIllnessFen: 100,
        medicalAidFen: 0,
      };
      await appendTo(log.store, stream, eventOf('ClaimSettled', claim, '2027-12-20'));
    }
    expect(await model.reaches(await log.store.head(), 60_000)).toBe(true);
    await model.stop();
    const { feed, asOf, rows } = readModelContent(directory);
    expect(asOf).toBe('2028-01-01');
    expect(feed.map(memberAt(1))).toEqual(rows.map(memberOf));
    const undisturbed = folders.next();
    await caughtUp(log.store, undisturbed);
    expect(readModelContent(undisturbed)).toMatchObject({ feed, rows });
    await log.store.close();
  },
  LIMIT_MS,
);

function memberAt(index: number): (line: string) => string {
  return (line) => String((JSON.parse(line) as readonly unknown[])[index]);
}

function memberOf(row: string): string {
  return memberAt(0)(row);
}

/** The next day on which a row changes by itself. */
function dayOf(row: string): CivilDate | null {
  return (JSON.parse(row) as readonly unknown[])[2] as CivilDate | null;
}
