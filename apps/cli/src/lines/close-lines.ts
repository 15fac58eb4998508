import type { YearClose, YearCloseNumbers, YearCloseState } from '#libs/ledger';
import type { Say } from '../language.js';
import { pairLines, tableLines } from '../output/table.js';

/** How far a close is, in one line. */
export function closeStepText(
  {
    done,
    total,
    ratePerSecond,
    etaSeconds,
    state,
  }: Pick<YearClose, 'done' | 'total' | 'ratePerSecond' | 'etaSeconds' | 'state'>,
  say: Say,
): string {
  const percent = Math.floor((done / Math.max(total, 1)) * 100);
  const rate = ratePerSecond === null ? '-' : String(ratePerSecond);
  const left = etaSeconds === null ? '-' : String(etaSeconds);
  return say({
    zh: `${stateText(state, say)} ${percent} %  ${done}/${total}  每秒 ${rate}  剩余 ${left} 秒`,
    en: `${stateText(state, say)} ${percent} %  ${done}/${total}  ${rate}/s  ${left} s left`,
  });
}

/** A close for people: what it is, its checklist, preview beside report, and the next step. */
export function closeLines(close: YearClose, say: Say): readonly string[] {
  const { id, region, coverageYear, state, lapsedOn, startedBy, approvedBy, preview, report } = close;
  return [
    ...pairLines([
      [say({ zh: '年结', en: 'close' }), `${id}  ${stateText(state, say)}`],
      [say({ zh: '统筹区 年度', en: 'region, year' }), `${region}  ${coverageYear}`],
      [say({ zh: '断保日', en: 'lapsed on' }), lapsedOn],
      [say({ zh: '发起 批准', en: 'begun, approved by' }), `${startedBy}  ${approvedBy ?? '-'}`],
    ]),
    '',
    ...checklistLines(close, say),
    '',
    ...numberLines(preview, report, say),
    ...nextLines(close, say),
  ];
}

const STATES: Readonly<Record<YearCloseState, { readonly zh: string; readonly en: string }>> = {
  previewing: { zh: '预览中', en: 'previewing' },
  previewed: { zh: '待批准', en: 'previewed, to be approved' },
  committing: { zh: '记入中', en: 'committing' },
  committed: { zh: '已完成', en: 'committed' },
  aborted: { zh: '已中止', en: 'aborted' },
};

function stateText(state: YearCloseState, say: Say): string {
  return say(STATES[state]);
}

const ITEMS: Readonly<
  Record<YearClose['checklist'][number]['item'], { readonly zh: string; readonly en: string }>
> = {
  'region-configured': { zh: '统筹区已配置', en: 'region configured' },
  'pack-in-force': { zh: '规则包有效', en: 'pack in force' },
  'window-over': { zh: '缴费期已过', en: 'window over' },
  'source-complete': { zh: '来源已齐', en: 'source complete' },
  'preview-complete': { zh: '预览已完', en: 'preview complete' },
};

function checklistLines({ checklist }: YearClose, say: Say): readonly string[] {
  const words = {
    met: say({ zh: '满足', en: 'met' }),
    open: say({ zh: '未满足', en: 'open' }),
    undeclared: say({ zh: '未申报', en: 'undeclared' }),
  };
  const rows = checklist.map(({ item, kind, source, status, seen, needed }) => [
    [say(ITEMS[item]), kind ?? '', source ?? ''].filter((part) => part !== '').join(' '),
    words[status],
    seen ?? '-',
    needed ?? '-',
  ]);
  const titles = [
    say({ zh: '检查', en: 'checklist' }),
    say({ zh: '结果', en: 'status' }),
    say({ zh: '现状', en: 'seen' }),
    say({ zh: '要求', en: 'needed' }),
  ];
  return tableLines(
    titles.map((title) => ({ title })),
    rows,
  );
}

const NUMBERS: Readonly<Record<keyof YearCloseNumbers, { readonly zh: string; readonly en: string }>> = {
  examined: { zh: '查看人数', en: 'members looked at' },
  inRegion: { zh: '年初在本区', en: 'in the region on 1 January' },
  due: { zh: '应记断保', en: 'due' },
  appended: { zh: '已记入', en: 'appended' },
  recorded: { zh: '此前已记', en: 'recorded before' },
  corrected: { zh: '曾记后作废', en: 'annulled since an earlier close' },
  refused: { zh: '未能记入', en: 'refused' },
  unreadable: { zh: '无法读取', en: 'unreadable' },
  continuousCreditMembers: { zh: '连续参保激励 (人)', en: 'continuous credit, members' },
  continuousCreditFen: { zh: '连续参保激励 (分)', en: 'continuous credit, fen' },
  zeroClaimCreditMembers: { zh: '零报销激励 (人)', en: 'zero-claim credit, members' },
  zeroClaimCreditFen: { zh: '零报销激励 (分)', en: 'zero-claim credit, fen' },
  breakPenaltyMembers: { zh: '断保降低额 (人)', en: 'break penalty, members' },
  breakPenaltyFen: { zh: '断保降低额 (分)', en: 'break penalty, fen' },
  creditResets: { zh: '零报销激励清零 (人)', en: 'zero-claim resets' },
};

function numberLines(
  preview: YearCloseNumbers,
  report: YearCloseNumbers | null,
  say: Say,
): readonly string[] {
  const names = Object.keys(NUMBERS) as (keyof YearCloseNumbers)[];
  const rows = names.map((name) => [
    say(NUMBERS[name]),
    String(preview[name]),
    report === null ? '-' : String(report[name]),
  ]);
  const columns = [
    { title: '' },
    { title: say({ zh: '预览', en: 'preview' }), align: 'right' as const },
    { title: say({ zh: '结果', en: 'report' }), align: 'right' as const },
  ];
  return tableLines(columns, rows);
}

function nextLines({ id, state }: YearClose, say: Say): readonly string[] {
  if (state !== 'previewed') return [];
  return [
    '',
    say({
      zh: `下一步: 由另一人 canbao close-year ${id} --approve --commit`,
      en: `next: another person runs canbao close-year ${id} --approve --commit`,
    }),
  ];
}
