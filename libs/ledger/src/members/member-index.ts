import type { FactData } from '#libs/enrollment';
import type { EventStore, RecordedEvent } from '#libs/event-store';
import { OneAtATime } from '../one-at-a-time.js';
import { MEMBER_STREAMS, memberOfStream } from './stored-fact.js';

/**
 * The numbers of all members in order, each with every region that one of its facts ever named: a list starts from
 * here and asks each member's own facts what really holds. Read from the log when it is first needed, then kept up.
 */
export class MemberIndex {
  private readonly regions = new Map<string, Set<string>>();
  private numbers: readonly string[] = [];
  private position = 0;
  private readonly turns = new OneAtATime();

  constructor(private readonly store: EventStore) {}

  /** Reads what was appended since. */
  refresh(): Promise<void> {
    return this.turns.run('refresh', async () => {
      const through = await this.store.head();
      if (through === this.position) return;
      const known = this.regions.size;
      const filter = { streamPrefix: MEMBER_STREAMS };
      for await (const page of this.store.readPages({ after: this.position, through, filter })) {
        for (const event of page) this.apply(event);
      }
      this.position = through;
      if (this.regions.size > known) this.numbers = [...this.regions.keys()].sort();
    });
  }

  /** Member numbers after `after` that begin with `prefix` and were ever in one of the regions, ascending. */
  *candidates(question: {
    readonly prefix: string;
    readonly after: string;
    readonly regions: 'all' | readonly string[];
  }): Generator<string> {
    const { prefix, after, regions } = question;
    const { numbers } = this;
    for (let index = firstAfter(numbers, after, prefix); index < numbers.length; index += 1) {
      const member = numbers[index] ?? '';
      if (!member.startsWith(prefix)) return;
      const known = this.regions.get(member);
      if (regions === 'all' || regions.some((region) => known?.has(region) === true)) yield member;
    }
  }

  private apply({ stream, type, data }: RecordedEvent): void {
    const member = memberOfStream(stream);
    const known = this.regions.get(member) ?? new Set();
    this.regions.set(member, known);
    for (const region of regionsIn(type, data)) known.add(region);
  }
}

function regionsIn(type: string, data: unknown): readonly string[] {
  if (type === 'MemberRegistered') return [(data as FactData['MemberRegistered']).region];
  if (type === 'RegionTransferred') {
    const { fromRegion, toRegion } = data as FactData['RegionTransferred'];
    return [fromRegion, toRegion];
  }
  if (type !== 'FactCorrected') return [];
  const { replacement } = data as FactData['FactCorrected'];
  return replacement === undefined ? [] : regionsIn(replacement.type, replacement);
}

/** Index of the first number that is greater than `after` and not less than `prefix`. */
function firstAfter(numbers: readonly string[], after: string, prefix: string): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const number = numbers[middle] ?? '';
    if (number <= after || number < prefix) low = middle + 1;
    else high = middle;
  }
  return low;
}
