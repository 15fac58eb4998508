import type { EventStore, Position, RecordedEvent } from '#libs/event-store';
import { OneAtATime } from '../one-at-a-time.js';
import type { MemberCandidates } from './member-candidates.js';
import { regionsIn } from './regions-in.js';
import { MEMBER_STREAMS, memberOfStream } from './stored-fact.js';

/** So few new members are put in their places one by one; more are sorted and merged. */
const FEW = 32;

/**
 * The numbers of members in order, each with every region that one of its facts ever named: a list starts from here and
 * asks each member's own facts what really holds. Read from the log, from a position on, when it is first needed, then kept up.
 */
export class MemberIndex implements MemberCandidates {
  /** Sets of regions are shared: there are as many as there are combinations, not as there are members. */
  private readonly regions = new Map<string, RegionSet>();
  private readonly sets = new Map<string, RegionSet>();
  private numbers: string[] = [];
  private readonly turns = new OneAtATime();

  /** @param position what was recorded up to it is left out */
  constructor(
    private readonly store: Pick<EventStore, 'head' | 'readPages'>,
    private position: Position = 0,
  ) {}

  /**
   * Reads what was appended since.
   *
   * @param most events of members that are read
   * @returns false where there are more
   */
  refresh(most = Infinity): Promise<boolean> {
    return this.turns.run('refresh', async () => {
      const through = await this.store.head();
      // On a cluster, a replica that is behind may be asked now and then.
      if (through <= this.position) return true;
      const added: string[] = [];
      const filter = { streamPrefix: MEMBER_STREAMS };
      let read = 0;
      try {
        for await (const page of this.store.readPages({ after: this.position, through, filter })) {
          read += page.length;
          if (read > most) return false;
          for (const event of page) this.apply(event, added);
          this.position = page.at(-1)?.position ?? this.position;
        }
        this.position = through;
        return true;
      } finally {
        // What was read before a failure is not found new again.
        this.insert(added);
      }
    });
  }

  /** True where a fact of the member ever named one of the regions; what really holds, its facts say. */
  wasIn(member: string, regions: 'all' | readonly string[]): boolean {
    if (regions === 'all') return true;
    const known = this.regions.get(member);
    return regions.some((region) => known?.has(region) === true);
  }

  /** Member numbers after `after` that begin with `prefix` and were ever in one of the regions, ascending. */
  *candidates(question: {
    readonly prefix: string;
    readonly after: string;
    readonly regions: 'all' | readonly string[];
  }): Generator<string> {
    const { prefix, after, regions } = question;
    let index = firstAfter(this.numbers, after, prefix);
    for (;;) {
      const member = this.numbers[index];
      if (!member?.startsWith(prefix)) return;
      index += 1;
      if (!this.wasIn(member, regions)) continue;
      yield member;
      // Members may have come in since.
      if (this.numbers[index - 1] !== member) index = firstAfter(this.numbers, member, prefix);
    }
  }

  private apply({ stream, type, data }: RecordedEvent, added: string[]): void {
    const member = memberOfStream(stream);
    const known = this.regions.get(member);
    if (known === undefined) added.push(member);
    const named = regionsIn(type, data);
    if (known === undefined || named.some((region) => !known.has(region))) {
      this.regions.set(member, this.shared([...(known ?? []), ...named]));
    }
  }

  private shared(regions: readonly string[]): RegionSet {
    const sorted = [...new Set(regions)].sort();
    const name = sorted.join(' ');
    const set = this.sets.get(name) ?? new Set(sorted);
    this.sets.set(name, set);
    return set;
  }

  private insert(added: readonly string[]): void {
    if (added.length <= FEW) {
      for (const member of added) this.numbers.splice(firstAfter(this.numbers, member, ''), 0, member);
    } else {
      this.numbers = merged(this.numbers, [...added].sort());
    }
  }
}

type RegionSet = ReadonlySet<string>;

function merged(a: readonly string[], b: readonly string[]): string[] {
  const all: string[] = [];
  let next = 0;
  for (const number of a) {
    for (let other = b[next]; other !== undefined && other < number; other = b[next]) {
      all.push(other);
      next += 1;
    }
    all.push(number);
  }
  for (; next < b.length; next += 1) all.push(b[next] ?? '');
  return all;
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
