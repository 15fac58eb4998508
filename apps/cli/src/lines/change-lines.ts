import type { Bilingual } from '#libs/enrollment';
import type { PolicyChangeAnswer, PolicyChangeState, PolicyCheck } from '#libs/ledger';
import type { Say } from '../language.js';
import { pairLines, tableLines } from '../output/table.js';

const STATES: Readonly<Record<PolicyChangeState, Bilingual>> = {
  submitted: { zh: '待批准', en: 'submitted, to be approved' },
  adopted: { zh: '已生效', en: 'adopted' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
};

const ITEMS: Readonly<Record<PolicyCheck['item'], Bilingual>> = {
  'version-free': { zh: '版本未被采纳', en: 'version not adopted yet' },
  'cases-pass': { zh: '案例通过', en: 'cases pass' },
  published: { zh: '已公布', en: 'published' },
  'impact-run': { zh: '影响分析', en: 'impact run' },
};

const STATUSES: Readonly<Record<PolicyCheck['status'], Bilingual>> = {
  met: { zh: '满足', en: 'met' },
  open: { zh: '未满足', en: 'open' },
  'not-needed': { zh: '不需要', en: 'not needed' },
};

/** A change for people: what it is, its checklist, failing cases, and the next step. */
export function changeLines(change: PolicyChangeAnswer, say: Say): readonly string[] {
  const { id, state, subject, effectiveFrom, publishedOn, regions, submittedBy, approvedBy } = change;
  return [
    ...pairLines([
      [say({ zh: '变更', en: 'change' }), `${id}  ${say(STATES[state])}`],
      [say({ zh: '内容', en: 'subject' }), subject],
      [
        say({ zh: '公布 生效', en: 'published, in effect' }),
        `${publishedOn ?? '-'}  ${effectiveFrom ?? '-'}`,
      ],
      [say({ zh: '涉及统筹区', en: 'regions touched' }), regions.join(' ') || '-'],
      [say({ zh: '提交 批准', en: 'submitted, approved by' }), `${submittedBy}  ${approvedBy ?? '-'}`],
    ]),
    ...(change.checklist.length === 0 ? [] : ['', ...checklistLines(change, say)]),
    ...(change.cases?.report ?? []),
    ...nextLines(change, say),
  ];
}

function checklistLines({ checklist }: PolicyChangeAnswer, say: Say): readonly string[] {
  const titles = [
    say({ zh: '检查', en: 'checklist' }),
    say({ zh: '结果', en: 'status' }),
    say({ zh: '现状', en: 'seen' }),
    say({ zh: '要求', en: 'needed' }),
  ];
  const rows = checklist.map(({ item, status, seen, needed }) => [
    say(ITEMS[item]),
    say(STATUSES[status]),
    seen ?? '-',
    needed ?? '-',
  ]);
  return tableLines(
    titles.map((title) => ({ title })),
    rows,
  );
}

function nextLines({ id, state, regions }: PolicyChangeAnswer, say: Say): readonly string[] {
  if (state !== 'submitted') return [];
  const run = `canbao impact --everyone --b change=${id}`;
  const approval = `canbao change approve ${id}${regions.length === 0 ? '' : ' --impact impact-N'} --commit`;
  return [
    '',
    ...(regions.length === 0 ? [] : [say({ zh: `先做影响分析: ${run}`, en: `first: ${run}` })]),
    say({ zh: `由另一人: ${approval}`, en: `then another person runs: ${approval}` }),
  ];
}
