import { type Sensitivity, type TriedVariant, unnoticedOf } from '#libs/policy';
import type { DataRecord } from '../output/csv.js';
import { type Column, tableLines } from '../output/table.js';
import { printable } from '../output/width.js';
import type { Shell } from '../shell.js';
import { clauseText } from './pack-lines.js';

/** Longest value that a table shows whole; other forms of output have all of it. */
const EXCERPT = 60;

/** What the cases of a pack notice, for people: a line of figures, what no case notices, what is not in use. */
export function sensitivityLines(examined: Sensitivity, isByCase: boolean, shell: Shell): readonly string[] {
  const { variants, failing } = examined;
  const unnoticed = unnoticedOf(examined);
  const unused = variants.filter(({ outcome }) => outcome === 'not-in-use');
  const noticed = isByCase ? variants.filter(({ outcome }) => outcome === 'noticed') : [];
  const { say, language } = shell;
  return [
    summaryLine(examined, shell),
    ...failing.flatMap(({ report }) => report.map(printable)),
    ...section(say({ zh: '没有案例发现的改动', en: 'changes that no case notices' }), unnoticed, shell, {
      title: say({ zh: '出处', en: 'clause' }),
      text: ({ clause }) => clauseText(clause),
    }),
    ...section(say({ zh: '不起作用的取值', en: 'values that are not in use' }), unused, shell, {
      title: say({ zh: '原因', en: 'why' }),
      text: ({ notInUse }) => notInUse?.[language] ?? '',
    }),
    ...section(say({ zh: '被案例发现的改动', en: 'changes that a case notices' }), noticed, shell, {
      title: say({ zh: '首个发现的案例', en: 'first case that notices' }),
      text: caseText,
    }),
  ];
}

/** Every change as a record. */
export function sensitivityRecords(
  { pack, variants }: Sensitivity,
  { language }: Shell,
): readonly DataRecord[] {
  return variants.map((variant) => ({
    pack,
    outcome: variant.outcome,
    place: variant.place,
    from: variant.from,
    to: variant.to,
    clause: clauseText(variant.clause),
    noticedBy: variant.noticedBy === null ? null : caseText(variant),
    notInUse: variant.notInUse?.[language] ?? null,
  }));
}

function summaryLine(examined: Sensitivity, { say }: Shell): string {
  const { pack, cases, failing, variants } = examined;
  const count = (outcome: TriedVariant['outcome']): number =>
    variants.filter((variant) => variant.outcome === outcome).length;
  const [noticed, unnoticed, unused] = [count('noticed'), count('not-noticed'), count('not-in-use')];
  const figures = say({
    zh: `案例 ${cases}, 改动 ${variants.length}: 发现 ${noticed}, 未发现 ${unnoticed}, 不起作用 ${unused}`,
    en: `cases ${cases}, changes ${variants.length}: ${noticed} noticed, ${unnoticed} not noticed, ${unused} not in use`,
  });
  const failed = say({ zh: `; 未通过的案例 ${failing.length}`, en: `; failed cases ${failing.length}` });
  return `${pack}: ${figures}${failing.length > 0 ? failed : ''}`;
}

/** A heading and a table, with one column that differs from section to section; nothing where there is nothing to list. */
function section(
  heading: string,
  variants: readonly TriedVariant[],
  { say }: Shell,
  last: Column & { readonly text: (variant: TriedVariant) => string },
): readonly string[] {
  if (variants.length === 0) return [];
  const columns: readonly Column[] = [
    { title: say({ zh: '位置', en: 'place' }) },
    { title: say({ zh: '原值', en: 'from' }) },
    { title: say({ zh: '改为', en: 'to' }) },
    last,
  ];
  const rows = variants.map((variant) => [
    variant.place,
    excerpt(variant.from ?? '-'),
    excerpt(variant.to ?? '-'),
    last.text(variant),
  ]);
  return ['', `${heading}:`, ...tableLines(columns, rows)];
}

function excerpt(value: string): string {
  return value.length > EXCERPT ? `${value.slice(0, EXCERPT - 1)}…` : value;
}

function caseText({ noticedBy }: TriedVariant): string {
  return noticedBy === null ? '' : `${noticedBy.file}:${String(noticedBy.line)} ${noticedBy.name}`;
}
