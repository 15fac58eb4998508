import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accountIn, type CivilDate, derive, Trace, yearOf } from '#libs/enrollment';
import { loadShippedPacks, packLibrary, readCases, shippedPolicies, submit } from '#libs/policy';
import { neededInChinese } from '../../apps/console/src/rooms/explanation/needed-words.js';
import { evidenceIn } from '../../apps/console/src/words/evidence.js';

const LETTERS = /[a-z]{2,}/i;

/** What the rules said that they needed and saw, of every case on every day that it expects something of. */
function everythingTried(): ReadonlySet<string> {
  const library = packLibrary();
  const folders = readdirSync(shippedPolicies()).map((name) => join(shippedPolicies(), name, 'cases'));
  const files = [...folders, join(__dirname, '..', 'cases')].flatMap((folder) =>
    readdirSync(folder).map((name) => join(folder, name)),
  );
  const said = new Set<string>();
  for (const file of files)
    for (const { case: read } of readCases(readFileSync(file, 'utf8'), file, library)) {
      if (read === null) continue;
      const { accepted, book } = submit(read);
      for (const on of new Set(read.expect.map((each) => each.on)))
        for (const words of triedOn(on)) said.add(words);

      function triedOn(on: CivilDate): readonly string[] {
        const trace = new Trace();
        const history = derive(accepted, book, { throughYear: yearOf(on), trace });
        if (history === undefined) return [];
        const fields = ['waiting', 'continuousCredit'] as const;
        const tried = fields.flatMap((field) => accountIn(history, trace, { on, field }).notApplied);
        return tried.flatMap(({ needed, seen }) => (seen === null ? [needed] : [needed, seen]));
      }
    }
  return said;
}

test('what a rule needed and saw is told in Chinese, whatever the case', () => {
  const said = everythingTried();
  expect(said.size).toBeGreaterThan(100);
  const untold = [...said].filter((words) => LETTERS.test(neededInChinese(words) ?? words));
  expect(untold).toEqual([]);
});

test.each([
  [
    'a payment within 3 months of discharged-soldier, new-student, after the window',
    '取得身份(当年退役、新入学)后 3 个月内缴费、在集中参保期之后',
  ],
  ['released-prisoner from 2026-01-05; paid on 2026-09-01', '刑满释放 自 2026-01-05 起、2026-09-01 缴费'],
  ['payment after 2025-12-31, until 2026-02-28', '缴费日在 2025-12-31 之后、至 2026-02-28'],
  ['something that no rule says', null],
])('%s', (words, chinese) => {
  expect(neededInChinese(words)).toBe(chinese);
});

test('the evidence of every reading of every shipped pack is there in Chinese', () => {
  const evidence = loadShippedPacks().flatMap(({ pack }) =>
    Object.values(pack.readings).map((reading) => reading.evidence),
  );
  expect(evidence.filter((words) => evidenceIn('zh', words) === words)).toEqual([]);
  expect(evidence.every((words) => evidenceIn('en', words) === words)).toBe(true);
});
