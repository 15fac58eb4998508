import { canonicalJson } from '#libs/canonical';
import type { FeedEntries, FeedTopic } from '#libs/feed-client';
import type { Say } from '../language.js';
import { formatOf, type OutputOptions } from '../output/answer.js';
import { csvText, type DataRecord } from '../output/csv.js';
import type { Shell } from '../shell.js';

type Entry = FeedEntries[FeedTopic];

/** Columns of a CSV: entries of one topic differ in what they hold, so what does is one column of JSON. */
interface FeedRow extends DataRecord {
  readonly cursor: string;
  readonly time: string;
  readonly member: string;
  readonly source: string;
  readonly type: string;
  readonly data: string;
}

/** Prints entries one by one, since nobody knows when the last one comes. `json` is one object a line, like `ndjson`. */
export class FeedPrinter {
  private hasHead = false;

  constructor(
    private readonly shell: Shell,
    private readonly options: OutputOptions,
  ) {}

  print(entry: Entry): void {
    const { shell, options } = this;
    switch (formatOf(options, shell)) {
      case 'table':
        shell.print(feedLine(entry, shell.say));
        return;
      case 'json':
      case 'ndjson':
        shell.print(canonicalJson(entry));
        return;
      case 'csv':
        this.printRow(entry);
        return;
    }
  }

  private printRow({ cursor, time, subject, source, type, data }: Entry): void {
    const row: FeedRow = { cursor, time, member: subject, source, type, data: canonicalJson(data) };
    const isExcel = this.options.excel === true;
    const text = csvText([row], { excel: isExcel }).replace(/\n$/, '');
    this.shell.print(this.hasHead ? text.slice(text.indexOf('\n') + 1) : text);
    this.hasHead = true;
  }
}

/** An entry for people: when, who, and what is another one now. */
export function feedLine(entry: Entry, say: Say): string {
  const head = `${entry.time.slice(0, 19).replace('T', ' ')}  ${entry.subject}`;
  switch (entry.type) {
    case 'canbao.answer-changed.v1': {
      const { affectedServiceDates, field, before, after, supersededDecisions } = entry.data;
      const { from, until } = affectedServiceDates;
      const decisions =
        supersededDecisions.length === 0
          ? ''
          : `  ${say({ zh: '决定', en: 'decisions' })} ${supersededDecisions.join(' ')}`;
      return `${head}  ${field}  [${from}, ${until ?? '…'})  ${valueText(before)} -> ${valueText(after)}${decisions}`;
    }
    case 'canbao.fact-recorded.v1':
      return `${head}  ${entry.data.type}  ${entry.data.effectiveOn}`;
    case 'canbao.standing-reached.v1': {
      const { before, after } = entry.data;
      const moved = Object.keys(after).map(
        (name) => `${name} ${valueText(before[name])} -> ${valueText(after[name])}`,
      );
      return `${head}  ${moved.join('  ')}`;
    }
  }
}

function valueText(value: unknown): string {
  if (typeof value !== 'object' || value === null) return value === undefined ? '-' : JSON.stringify(value);
  const parts = Object.entries(value).filter(([, each]) => !Array.isArray(each) || each.length > 0);
  return parts
    .map(([name, each]) => `${name}=${Array.isArray(each) ? each.join(',') : JSON.stringify(each)}`)
    .join(' ');
}
