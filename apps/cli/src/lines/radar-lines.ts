import { FACT_WORDS, type RadarAnswer } from '#libs/ledger';
import type { Say } from '../language.js';
import { type Column, tableLines } from '../output/table.js';

/** A radar for people; an empty one says so. */
export function radarLines(answer: RadarAnswer, say: Say): readonly string[] {
  const { empty, minDelayDays, examined, backdated, corrections } = answer;
  const looked = say({ zh: `查看了 ${examined} 件事实`, en: `${examined} facts looked at` });
  if (empty)
    return [
      say({
        zh: `没有发现: ${looked}, 没有迟录 ${minDelayDays} 天及以上的, 也没有更正和冲销。`,
        en: `Nothing found: ${looked}, none recorded ${minDelayDays} or more days late, no corrections, no reversals.`,
      }),
    ];
  return [
    `${looked}; ${say({
      zh: `迟录 ${minDelayDays} 天及以上 ${backdated.count} 件, 更正和冲销 ${corrections.count} 件`,
      en: `${backdated.count} recorded ${minDelayDays} or more days late, ${corrections.count} corrections and reversals`,
    })}`,
    ...(backdated.count === 0 ? [] : backdatedLines(backdated, say)),
    ...(corrections.count === 0 ? [] : correctionLines(corrections, say)),
  ];
}

function backdatedLines(backdated: RadarAnswer['backdated'], say: Say): readonly string[] {
  const count = { title: say({ zh: '件数', en: 'count' }), align: 'right' as const };
  const longest = { title: say({ zh: '最长天数', en: 'longest (days)' }), align: 'right' as const };
  const counted = (
    title: string,
    rows: readonly (readonly [string, { readonly count: number; readonly longestDays: number }])[],
  ): readonly string[] =>
    section(
      [{ title }, count, longest],
      rows.map(([name, each]) => [name, String(each.count), String(each.longestDays)]),
    );
  return [
    ...section(
      [{ title: say({ zh: '迟录天数', en: 'delay (days)' }) }, count],
      backdated.byDelay
        .filter((band) => band.count > 0)
        .map(({ fromDays, untilDays, count: found }) => [
          untilDays === null ? `${fromDays}+` : `${fromDays}-${untilDays - 1}`,
          String(found),
        ]),
    ),
    ...counted(
      say({ zh: '登记人', en: 'actor' }),
      backdated.byActor.map((each) => [each.actor, each]),
    ),
    ...counted(
      say({ zh: '来源', en: 'source' }),
      backdated.bySource.map((each) => [each.source ?? '-', each]),
    ),
    ...counted(
      say({ zh: '类型', en: 'type' }),
      backdated.byType.map((each) => [say(FACT_WORDS[each.type]), each]),
    ),
    ...section(
      [
        { title: say({ zh: '参保人', en: 'member' }) },
        { title: say({ zh: '事实', en: 'fact' }) },
        { title: say({ zh: '业务日', en: 'effective' }) },
        { title: say({ zh: '知悉', en: 'recorded' }) },
        { title: say({ zh: '迟 (天)', en: 'late (days)' }), align: 'right' },
        { title: say({ zh: '位置', en: 'position' }), align: 'right' },
        { title: say({ zh: '单据', en: 'document' }) },
      ],
      backdated.facts.map(({ member, type, effectiveOn, recordedAt, lateByDays, position, source }) => [
        member,
        say(FACT_WORDS[type]),
        effectiveOn,
        recordedAt.slice(0, 10),
        String(lateByDays),
        String(position),
        source === null ? '-' : `${source.system} ${source.document}`,
      ]),
    ),
  ];
}

function correctionLines({ byActor }: RadarAnswer['corrections'], say: Say): readonly string[] {
  return section(
    [
      { title: say({ zh: '更正和冲销: 登记人', en: 'corrections and reversals: actor' }) },
      { title: say({ zh: '类型', en: 'type' }) },
      { title: say({ zh: '原因', en: 'reason' }) },
      { title: say({ zh: '件数', en: 'count' }), align: 'right' },
    ],
    byActor.map(({ actor, type, reason, count }) => [actor, say(FACT_WORDS[type]), reason, String(count)]),
  );
}

function section(columns: readonly Column[], rows: readonly (readonly string[])[]): readonly string[] {
  return ['', ...tableLines(columns, rows)];
}
