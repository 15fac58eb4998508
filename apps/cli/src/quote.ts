import { Command } from 'commander';
import type { RepairQuoteAnswer } from '#libs/ledger';
import { questionOf, withAccess } from './access/open-access.js';
import { examples } from './flags/examples.js';
import { type AskingOptions, withLanguage, withLedger, withOutput, withQuestion } from './flags/groups.js';
import { wholeNumberOf } from './flags/parse.js';
import type { Say } from './language.js';
import { printAnswer } from './output/answer.js';
import { asOf } from './output/coordinates.js';
import { tableLines } from './output/table.js';
import type { Shell } from './shell.js';
import { lengthText, yuanText } from './words/figures.js';

interface RepairOptions extends AskingOptions {
  readonly year?: number;
}

/** `canbao quote repair M`: what repairing 0 to n break years would cost and bring. */
export function quoteCommand(shell: Shell): Command {
  const { say } = shell;
  const repair = new Command('repair')
    .description(
      say({
        zh: '修复 0 至 n 个断保年的费用和效果',
        en: 'what repairing 0 to n break years would cost and bring',
      }),
    )
    .argument('<member>', say({ zh: '参保人编号', en: 'member number' }))
    .option(
      '--year <year>',
      say({
        zh: '参保年度 (默认业务日所示等待期的年度)',
        en: 'year of the enrolment (default: the one whose wait the day shows)',
      }),
      wholeNumberOf('--year', { min: 2000, max: 2199 }),
    );
  examples(repair, shell, ['canbao quote repair P-0007 --on 2030-01-15']);
  for (const add of [withLanguage, withOutput, withQuestion, withLedger]) add(repair, shell);
  repair.action(async (member: string, options: RepairOptions) => {
    const { year } = options;
    const question = { ...questionOf(options), ...(year === undefined ? {} : { enrolmentYear: year }) };
    const found = await withAccess(shell, options, (access) => access.repairQuote(member, question));
    const answer = { ...found, breakYears: [...found.breakYears].sort((a, b) => a - b) };
    printAnswer(shell, options, {
      whole: answer,
      records: () => answer.rows.map((row) => ({ member: answer.member, ...row })),
      lines: () => quoteLines(answer, say),
      coordinates: asOf(answer, say),
    });
  });
  const quote = new Command('quote').description(say({ zh: '试算', en: 'quotes' }));
  return quote.addCommand(repair);
}

function quoteLines({ enrolmentYear, breakYears, rows }: RepairQuoteAnswer, say: Say): readonly string[] {
  if (rows.length === 0) {
    return [say({ zh: '没有可修复的等待期。', en: 'There is no wait that a repair could shorten.' })];
  }
  const years = breakYears.join(' ');
  const head = say({
    zh: `${enrolmentYear} 年度参保   可修复的断保年: ${years === '' ? '-' : years}`,
    en: `enrolment of ${enrolmentYear}   break years open to repair: ${years === '' ? '-' : years}`,
  });
  const columns = [
    { title: say({ zh: '修复年数', en: 'years' }), align: 'right' as const },
    { title: say({ zh: '费用', en: 'cost' }), align: 'right' as const },
    { title: say({ zh: '等待期', en: 'wait' }), align: 'right' as const },
    { title: say({ zh: '可支付自', en: 'pays from' }) },
    { title: '' },
  ];
  const none = say({ zh: '缴了也不会再缩短', en: 'would shorten nothing more' });
  const table = rows.map((row) => [
    String(row.years),
    row.costFen === null ? say({ zh: '无价格', en: 'no price' }) : yuanText(row.costFen, say),
    lengthText(row, say) ?? '-',
    row.benefitsFrom,
    row.years > 0 && !row.helps ? none : '',
  ]);
  return [head, ...tableLines(columns, table)];
}
