import { civilDate, explain, type ExplainedField, type Readings } from '#libs/enrollment';
import type { ExplanationAnswer } from '#libs/ledger';
import { packLibrary, submit } from '#libs/policy';
import { explanationLines } from './explanation-lines.js';
import type { Language } from '../language.js';
import { recordingShell } from '../testing/recording-shell.js';

const facts = [
  { type: 'MemberRegistered', liableFrom: '2020-01-01' },
  { type: 'PremiumPaid', coverageYear: 2028, paidOn: '2027-11-20' },
];

function linesFor(
  field: ExplainedField,
  on: string,
  language: Language,
  readings: Partial<Readings> = {},
): readonly string[] {
  const { accepted, book } = submit({
    pack: packLibrary().find('fujian').pack,
    baseCeilingFen: new Map(),
    premiumFen: new Map(),
    regions: [],
    readings,
    windows: new Map(),
    facts: facts.map((body) => ({ body })),
  });
  const explanation = explain(accepted, book, { on: civilDate(on), field });
  return explanationLines(explanation as unknown as ExplanationAnswer, recordingShell(language));
}

describe('an explanation for people', () => {
  it('adds the wait up from its parts, each with its clause', () => {
    const lines = linesFor('waiting', '2028-03-15', 'zh');
    expect(lines.slice(0, 3)).toEqual([
      '等待期 5 个月   2028-01-01 至 2028-05-31   2028-06-01 起可支付',
      '  = 固定 3  断保 2025 2026 2027      闽政办〔2025〕3号 二(三) [R6]',
      expect.stringMatching(/^ {2}\+ 变动 2 {2}\(3 年 - 首年\) x 1 个月 {3}同上 \[R1\b/),
    ]);
    expect(lines[3]).toMatch(/^未适用: .*新生儿.*医疗救助.*当年退役/);
    expect(lines[4]).toBe('可改变: 修复 1 年 -> 4 个月(至 04-30)  修复 2 年 -> 3 个月(至 03-31)');
    expect(lines).toHaveLength(5);
  });

  it('says the same in English', () => {
    const lines = linesFor('waiting', '2028-03-15', 'en');
    expect(lines[0]).toBe('wait 5 months   2028-01-01 to 2028-05-31   pays from 2028-06-01');
    expect(lines.join('\n')).toContain('(3 years - the first) x 1 month   same clause');
  });

  it.each<[Language, string, string]>([
    ['zh', '变动 60  (3 年 - 首年) x 30 天', '变动 90  3 年 x 30 天'],
    ['en', 'variable 60  (3 years - the first) x 30 days', 'variable 90  3 years x 30 days'],
  ])('counts a wait in days in days (%s)', (language, variable, withFirst) => {
    const days = { R7: 'days, arrival' } as const;
    expect(linesFor('waiting', '2028-03-15', language, days).join('\n')).toContain(`${variable} `);
    const all = linesFor('waiting', '2028-03-15', language, { ...days, R1: 'yes' }).join('\n');
    expect(all).toContain(`${withFirst} `);
  });

  it.each<ExplainedField>(['covered', 'benefitEligible', 'streakYears', 'ceiling', 'breakYears'])(
    'begins with a sentence for %s',
    (field) => {
      expect(linesFor(field, '2028-03-15', 'zh')[0]).toMatch(/[。]$/);
    },
  );
});
