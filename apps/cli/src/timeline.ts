import { Command } from 'commander';
import type { Bilingual, Interval } from '#libs/enrollment';
import { INTERVAL_WORDS, SCHEME_WORDS } from '#libs/ledger';
import { questionOf, withAccess } from './access/open-access.js';
import { examples } from './flags/examples.js';
import { type AskingOptions, withLanguage, withLedger, withOutput, withQuestion } from './flags/groups.js';
import type { Say } from './language.js';
import { printAnswer } from './output/answer.js';
import { asOf } from './output/coordinates.js';
import { tableLines } from './output/table.js';
import type { Shell } from './shell.js';
import { timelineChart } from './lines/timeline-chart.js';
import { lengthText, rangeText, yearsText, yuanText } from './words/figures.js';

/** Columns of a chart where standard output does not say how wide it is. */
const DEFAULT_COLUMNS = 100;

/** `canbao timeline M`: a chart and a table of cover, lapses, break years, waits, balances and ceilings. */
export function timelineCommand(shell: Shell): Command {
  const { say } = shell;
  const command = new Command('timeline')
    .description(say({ zh: '参保人的时间线: 图和表', en: "a member's history as a chart and a table" }))
    .argument('<member>', say({ zh: '参保人编号', en: 'member number' }));
  examples(command, shell, ['canbao timeline P-0001', 'canbao timeline P-0001 --excel > P-0001.csv']);
  for (const add of [withLanguage, withOutput, withQuestion, withLedger]) add(command, shell);
  return command.action(async (member: string, options: AskingOptions) => {
    const answer = await withAccess(shell, options, (access) => access.timeline(member, questionOf(options)));
    const { intervals } = answer;
    printAnswer(shell, options, {
      whole: answer,
      records: () => intervals.map((interval) => ({ member: answer.member, ...interval })),
      lines: () => [
        ...timelineChart(intervals, process.stdout.columns || DEFAULT_COLUMNS, say),
        '',
        ...intervalTable(intervals, say),
      ],
      coordinates: asOf(answer, say),
    });
  });
}

function intervalTable(intervals: readonly Interval[], say: Say): readonly string[] {
  const titles = [
    say({ zh: '事项', en: 'kind' }),
    say({ zh: '期间', en: 'days' }),
    say({ zh: '内容', en: 'value' }),
  ];
  return tableLines(
    titles.map((title) => ({ title })),
    intervals.map((interval) => [
      say(INTERVAL_WORDS[interval.kind]),
      rangeText(interval, say),
      valueText(interval, say),
    ]),
  );
}

function valueText({ kind, value }: Interval, say: Say): string {
  if (value === undefined) return '';
  if (typeof value === 'string')
    return kind === 'cover' && isScheme(value) ? say(SCHEME_WORDS[value]) : value;
  const names = Object.keys(FIGURE_WORDS).filter((name) => Object.hasOwn(value, name));
  const status = value['status'];
  const isUnknown = status !== undefined && status !== 'known';
  if (isUnknown) return String(status);
  return names
    .map((name) => figureText(name, value[name] ?? null, say))
    .filter((text) => text !== '')
    .join('  ');
}

/** The figures of an interval, in the order in which they are shown. */
const FIGURE_WORDS: Readonly<Record<string, Bilingual>> = {
  totalMonths: { zh: '共', en: 'total' },
  totalDays: { zh: '共', en: 'total' },
  streakYears: { zh: '连续', en: 'streak' },
  continuousCreditFen: { zh: '连续激励', en: 'continuous' },
  zeroClaimCreditFen: { zh: '零报销激励', en: 'zero-claim' },
  breakPenaltyFen: { zh: '降低', en: 'penalty' },
  baseFen: { zh: '原', en: 'base' },
  raiseAppliedFen: { zh: '激励', en: 'credits' },
  penaltyAppliedFen: { zh: '降低', en: 'penalty' },
  effectiveFen: { zh: '有效', en: 'effective' },
};

function figureText(name: string, value: string | number | null, say: Say): string {
  const label = say(FIGURE_WORDS[name] ?? { zh: name, en: name });
  if (name === 'totalMonths' || name === 'totalDays') {
    const length = value === null ? null : lengthText({ [name]: Number(value) }, say);
    return length === null ? '' : `${label} ${length}`;
  }
  if (name === 'streakYears') return `${label} ${yearsText(Number(value), say)}`;
  return `${label} ${yuanText(value === null ? null : Number(value), say)}`;
}

function isScheme(value: string): value is keyof typeof SCHEME_WORDS {
  return Object.hasOwn(SCHEME_WORDS, value);
}
