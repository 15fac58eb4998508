import type { AnswerChanged, FeedEntry } from '#libs/ledger';

/** A table of one figure that is kept by the feed alone: ranges of days, each with its value, for every member. */
export class AnswersTable {
  private readonly ranges = new Map<string, { from: string; until: string; value: string }[]>();
  private readonly seen = new Set<string>();

  constructor(
    private readonly field: AnswerChanged['field'],
    private readonly beforeAnything: unknown,
  ) {}

  /** Takes an entry of `answers`; one that was taken before changes nothing. */
  take(entry: FeedEntry): void {
    if (entry.type !== 'canbao.answer-changed.v1' || entry.data.field !== this.field) return;
    if (this.seen.has(entry.id)) return;
    this.seen.add(entry.id);
    const { affectedServiceDates, after } = entry.data;
    const list = this.ranges.get(entry.subject) ?? [];
    list.push({
      from: affectedServiceDates.from,
      until: affectedServiceDates.until ?? '9999-12-31',
      value: JSON.stringify(after),
    });
    this.ranges.set(entry.subject, list);
  }

  /** The figure of a member on a day. */
  on(member: string, day: string): unknown {
    const range = this.ranges.get(member)?.findLast(({ from, until }) => from <= day && day < until);
    return range === undefined ? this.beforeAnything : (JSON.parse(range.value) as unknown);
  }
}
