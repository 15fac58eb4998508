import type { ImpactBucket, ImpactPopulation, ImpactRun, ImpactRunState, ImpactSide } from '#libs/ledger';
import type { Bilingual } from '#libs/enrollment';
import { writtenChoice } from '#libs/policy';
import type { Say } from '../language.js';
import { pairLines, tableLines } from '../output/table.js';

const STATES: Readonly<Record<ImpactRunState, Bilingual>> = {
  running: { zh: '进行中', en: 'running' },
  done: { zh: '已完成', en: 'done' },
  aborted: { zh: '已中止', en: 'aborted' },
};

const BUCKETS: Readonly<Record<ImpactBucket, Bilingual>> = {
  'payable-gained': { zh: '不予支付 → 可支付', en: 'payable gained' },
  'payable-lost': { zh: '可支付 → 不予支付', en: 'payable lost' },
  'wait-up': { zh: '等待期变长', en: 'wait longer' },
  'wait-down': { zh: '等待期变短', en: 'wait shorter' },
  'ceiling-up': { zh: '封顶线提高', en: 'ceiling up' },
  'ceiling-down': { zh: '封顶线降低', en: 'ceiling down' },
  indeterminate: { zh: '待定', en: 'indeterminate' },
  'reason-only': { zh: '仅理由或余额', en: 'reason or balance only' },
};

/** How far a run is, in one line. */
export function impactStepText(
  { done, total, ratePerSecond, etaSeconds, numbers }: ImpactRun,
  say: Say,
): string {
  const percent = Math.floor((done / Math.max(total, 1)) * 100);
  const rate = ratePerSecond === null ? '-' : String(ratePerSecond);
  const left = etaSeconds === null ? '-' : String(etaSeconds);
  return say({
    zh: `${percent} %  ${done}/${total}  每秒 ${rate}  剩余 ${left} 秒  有差异 ${numbers.changed}`,
    en: `${percent} %  ${done}/${total}  ${rate}/s  ${left} s left  ${numbers.changed} differ`,
  });
}

/** A run for people: what is compared, buckets, money, consumers, digest. */
export function impactLines(run: ImpactRun, say: Say): readonly string[] {
  const { id, state, population, a, b, numbers, consumers, digest, serviceDates } = run;
  return [
    ...pairLines([
      [say({ zh: '影响分析', en: 'impact run' }), `${id}  ${say(STATES[state])}`],
      [say({ zh: '范围', en: 'population' }), populationText(population, say)],
      ['A', sideText(a, say)],
      ['B', sideText(b, say)],
      [
        say({ zh: '业务日', en: 'service dates' }),
        say({ zh: `${serviceDates.until} 之前`, en: `before ${serviceDates.until}` }),
      ],
      [say({ zh: '查看人数', en: 'members looked at' }), String(numbers.examined)],
    ]),
    '',
    ...bucketLines(run, say),
    '',
    ...moneyLines(run, say),
    ...(consumers.length === 0 ? [] : ['', ...consumerLines(run, say)]),
    ...(digest === null ? [] : ['', `${say({ zh: '摘要', en: 'digest' })} ${digest}`]),
  ];
}

function bucketLines({ numbers }: ImpactRun, say: Say): readonly string[] {
  const { buckets, unchanged, unreadable, unknown } = numbers;
  const rows = [
    ...(Object.keys(buckets) as ImpactBucket[]).map((bucket) => [
      say(BUCKETS[bucket]),
      String(buckets[bucket]),
    ]),
    [say({ zh: '不变', en: 'unchanged' }), String(unchanged)],
    ...(unreadable === 0 ? [] : [[say({ zh: '无法读取', en: 'unreadable' }), String(unreadable)]]),
    ...(unknown === 0 ? [] : [[say({ zh: '未登记', en: 'unknown' }), String(unknown)]]),
  ];
  return tableLines(
    [
      { title: say({ zh: '分组', en: 'bucket' }) },
      { title: say({ zh: '人数', en: 'members' }), align: 'right' },
    ],
    rows,
  );
}

function moneyLines({ numbers }: ImpactRun, say: Say): readonly string[] {
  const { payableGainedDays, payableLostDays, ceilingUpFen, ceilingDownFen, paidOnLostDaysFen } = numbers;
  return pairLines([
    [say({ zh: '新增可支付 (人日)', en: 'member-days gained' }), String(payableGainedDays)],
    [say({ zh: '失去可支付 (人日)', en: 'member-days lost' }), String(payableLostDays)],
    [say({ zh: '封顶线提高合计 (分)', en: 'ceilings up, fen' }), String(ceilingUpFen)],
    [say({ zh: '封顶线降低合计 (分)', en: 'ceilings down, fen' }), String(ceilingDownFen)],
    [say({ zh: '失去支付日已付 (分)', en: 'paid on days lost, fen' }), String(paidOnLostDaysFen)],
  ]);
}

function consumerLines({ consumers }: ImpactRun, say: Say): readonly string[] {
  return tableLines(
    [
      { title: say({ zh: '已获答复者', en: 'served to' }) },
      { title: say({ zh: '人数', en: 'members' }), align: 'right' },
      { title: say({ zh: '答复', en: 'answers' }), align: 'right' },
    ],
    consumers.map(({ actor, members, decisions }) => [actor, String(members), String(decisions)]),
  );
}

function populationText(population: ImpactPopulation, say: Say): string {
  if ('region' in population) return population.region;
  if ('members' in population)
    return say({ zh: `${population.members.length} 人`, en: `${population.members.length} members` });
  return 'decisions' in population
    ? say({ zh: '已发出的答复', en: 'answers served' })
    : say({ zh: '所有参保人', en: 'everyone' });
}

function sideText({ knownAt, position, pack, readings, change }: ImpactSide, say: Say): string {
  const rules =
    pack === null ? [] : [`${pack.id}@${pack.version} ${say(pack.as === 'pinned' ? PINNED : ADOPTED)}`];
  const choices = Object.entries(readings).map(([id, choice]) => `${id}=${writtenChoice(choice)}`);
  return [knownAt ?? '-', `pos:${position}`, ...rules, ...choices, ...(change === null ? [] : [change])].join(
    '  ',
  );
}

const PINNED: Bilingual = { zh: '固定', en: 'pinned' };
const ADOPTED: Bilingual = { zh: '视同已采纳', en: 'as if adopted' };
