import type { Clause } from '#libs/enrollment';
import type { ShownPack } from '#libs/policy';
import type { DataRecord } from '../output/csv.js';
import { pairLines, tableLines } from '../output/table.js';
import type { Shell } from '../shell.js';

/** A pack for people: its head, its parameters, its readings, each with where it comes from. */
export function shownPackLines(shown: ShownPack, { say, language }: Shell): readonly string[] {
  const { summary, notes, parameters, readings } = shown;
  const head: [string, string][] = [
    [say({ zh: '规则包', en: 'pack' }), `${summary.id}@${summary.version}`],
    [say({ zh: '名称', en: 'title' }), summary.title[language]],
    [say({ zh: '文号', en: 'document' }), summary.document],
    [say({ zh: '沿用', en: 'extends' }), summary.extends ?? '-'],
    [say({ zh: '发布', en: 'published' }), summary.publishedOn],
    [say({ zh: '生效', en: 'in force from' }), summary.effectiveFrom],
    [say({ zh: '失效', en: 'until' }), summary.inForceUntil ?? '-'],
    [say({ zh: '摘要', en: 'digest' }), summary.digest],
    ...Object.entries(notes).map(([key, note]): [string, string] => [
      `${say({ zh: '注', en: 'note' })} ${key}`,
      note,
    ]),
  ];
  const origin = (value: 'own' | 'inherited'): string =>
    say(value === 'own' ? { zh: '自有', en: 'own' } : { zh: '沿用', en: 'inherited' });
  const titles = (first: string): { title: string }[] => [
    { title: first },
    { title: say({ zh: '来源', en: 'origin' }) },
    { title: say({ zh: '把握', en: 'confidence' }) },
    { title: say({ zh: '出处', en: 'clause' }) },
    { title: say({ zh: '取值', en: 'value' }) },
  ];
  return [
    ...pairLines(head),
    '',
    ...tableLines(
      titles(say({ zh: '参数', en: 'parameter' })),
      parameters.map((each) => [
        each.key,
        origin(each.origin),
        each.confidence,
        clauseText(each.clause),
        each.text + datesText(each.from, each.until),
      ]),
    ),
    '',
    ...tableLines(
      titles(say({ zh: '解读', en: 'reading' })),
      readings.map((each) => [
        each.id,
        origin(each.origin),
        each.confidence,
        clauseText(each.clause),
        each.text,
      ]),
    ),
  ];
}

/** Every value of a pack as a record: parameters, then readings. */
export function shownPackRecords({ parameters, readings }: ShownPack): readonly DataRecord[] {
  const parameterRecords = parameters.map(
    ({ key, text, from, until, clause, evidence, confidence, origin }) => ({
      kind: 'parameter',
      name: key,
      value: text,
      from,
      until,
      clause: clauseText(clause),
      evidence,
      confidence,
      origin,
    }),
  );
  const readingRecords = readings.map(({ id, text, clause, evidence, confidence, origin }) => ({
    kind: 'reading',
    name: id,
    value: text,
    from: null,
    until: null,
    clause: clauseText(clause),
    evidence,
    confidence,
    origin,
  }));
  return [...parameterRecords, ...readingRecords];
}

/** A clause as it is cited: document and place. */
export function clauseText({ document, at }: Pick<Clause, 'document' | 'at'>): string {
  return at === '' ? document : `${document} ${at}`;
}

function datesText(from: string | null, until: string | null): string {
  if (from === null && until === null) return '';
  return ` [${from ?? '…'}, ${until ?? '…'})`;
}
