import type { Say } from '../language.js';
import { tableLines } from '../output/table.js';

/** An entry of the access log as the API answers it; docs/api.md has the fields. */
export interface AccessLogEntry {
  readonly number: number;
  readonly readAt: string;
  readonly actor: string;
  readonly holder: string;
  readonly purpose: string | null;
  readonly route: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly on: string | null;
  readonly position: number | null;
  readonly count: number;
  readonly members: readonly string[];
  readonly request: string;
}

/** Who read whom, for people. */
export function accessLogLines(items: readonly AccessLogEntry[], say: Say): readonly string[] {
  if (items.length === 0) return [say({ zh: '没有查询记录', en: 'no reads' })];
  const titles = [
    { zh: '序号', en: 'number' },
    { zh: '时刻', en: 'read at' },
    { zh: '密钥', en: 'key' },
    { zh: '目的', en: 'purpose' },
    { zh: '路径', en: 'route' },
    { zh: '业务日', en: 'on' },
    { zh: '参保人', en: 'members' },
  ];
  return tableLines(
    titles.map((title) => ({ title: say(title) })),
    items.map(({ number, readAt, actor, purpose, route, parameters, on, count, members }) => [
      String(number),
      readAt,
      actor,
      purpose ?? '-',
      [route, ...Object.entries(parameters).map(([name, value]) => `${name}=${value}`)].join(' '),
      on ?? '-',
      membersText(members, count, say),
    ]),
  );
}

/** More than three are told by their number. */
function membersText(members: readonly string[], count: number, say: Say): string {
  const more = count - Math.min(members.length, 3);
  const named = members.slice(0, 3).join(' ');
  return more === 0 ? named : `${named} ${say({ zh: `等 ${count} 人`, en: `and ${more} more` })}`;
}
