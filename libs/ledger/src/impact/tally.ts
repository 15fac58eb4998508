import { canonicalJson } from '#libs/canonical';
import { sha256Of } from '../hashing.js';
import type { Compared } from './comparison.js';
import type { MemberImpact } from './compare-member.js';
import {
  IMPACT_BUCKETS,
  type ImpactBucket,
  type ImpactConsumer,
  type ImpactMember,
  type ImpactNumbers,
  type ImpactYear,
} from './impact-answers.js';

/** Kinds of change that are kept apart, and the first members of each; a run of more kinds leaves the later ones out. */
const MAX_KINDS = 100;
const MEMBERS_OF_A_KIND = 20;

/** Members of whom the same can be said. */
export interface KindOfChange {
  readonly kind: string;
  readonly alike: number;
  readonly members: readonly string[];
}

/** What a run has found so far: with the last member that it looked at, everything needed to go on. */
export interface ImpactFindings {
  /** Members looked at; those that turned out to be none of the population are among them. */
  readonly looked: number;
  readonly numbers: ImpactNumbers;
  readonly years: readonly ImpactYear[];
  readonly consumers: readonly ImpactConsumer[];
  readonly kinds: readonly KindOfChange[];
  /** A digest over every member that differs, one after the other by number. */
  readonly chain: string;
}

/** The findings of a run that has not begun. */
export function nothingFound(): ImpactFindings {
  const buckets = Object.fromEntries(IMPACT_BUCKETS.map((bucket) => [bucket, 0]));
  return {
    looked: 0,
    numbers: {
      examined: 0,
      changed: 0,
      unchanged: 0,
      buckets: buckets as Record<ImpactBucket, number>,
      unreadable: 0,
      unknown: 0,
      payableGainedDays: 0,
      payableLostDays: 0,
      ceilingUpFen: 0,
      ceilingDownFen: 0,
      ceilingsGained: 0,
      ceilingsLost: 0,
      claimsOnLostDays: 0,
      paidOnLostDaysFen: 0,
      decisions: 0,
    },
    years: [],
    consumers: [],
    kinds: [],
    chain: sha256Of(''),
  };
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Adds members up, in the order of their numbers. Going on from the findings of an earlier tally gives what one tally of
 * all would have given.
 */
export class Tally {
  private looked: number;
  private readonly numbers: Mutable<Omit<ImpactNumbers, 'buckets'>> & {
    readonly buckets: Record<ImpactBucket, number>;
  };
  private readonly years: Map<number, Mutable<ImpactYear>>;
  private readonly consumers: Map<string, Mutable<ImpactConsumer>>;
  private readonly kinds: Map<string, { alike: number; readonly members: string[] }>;
  private chain: string;

  /** @param isNamed members were named, so that one who is not found is unknown rather than none of the population */
  constructor(
    findings: ImpactFindings,
    private readonly isNamed: boolean,
  ) {
    const { looked, numbers, years, consumers, kinds, chain } = findings;
    this.looked = looked;
    this.numbers = { ...numbers, buckets: { ...numbers.buckets } };
    this.years = new Map(years.map((year) => [year.coverageYear, { ...year }]));
    this.consumers = new Map(consumers.map((consumer) => [consumer.actor, { ...consumer }]));
    this.kinds = new Map(kinds.map(({ kind, alike, members }) => [kind, { alike, members: [...members] }]));
    this.chain = chain;
  }

  /** Adds the next member. */
  add(compared: Compared): void {
    const { numbers } = this;
    this.looked += 1;
    switch (compared.outcome) {
      case 'outside':
        if (this.isNamed) numbers.unknown += 1;
        return;
      case 'unchanged':
        numbers.examined += 1;
        numbers.unchanged += 1;
        return;
      case 'unreadable':
        numbers.examined += 1;
        numbers.unreadable += 1;
        this.link({ member: compared.member, unreadable: true });
        return;
      case 'changed':
        numbers.examined += 1;
        numbers.changed += 1;
        this.addChange(compared.impact);
        return;
    }
  }

  /** What was found by now. */
  findings(): ImpactFindings {
    return {
      looked: this.looked,
      numbers: { ...this.numbers, buckets: { ...this.numbers.buckets } },
      years: [...this.years.values()]
        .sort((a, b) => a.coverageYear - b.coverageYear)
        .map((year) => ({ ...year })),
      consumers: [...this.consumers.values()]
        .sort((a, b) => (a.actor < b.actor ? -1 : 1))
        .map((consumer) => ({ ...consumer })),
      kinds: [...this.kinds].map(([kind, { alike, members }]) => ({ kind, alike, members: [...members] })),
      chain: this.chain,
    };
  }

  private addChange({ row, ceilings, servedTo, ...counts }: MemberImpact): void {
    const { numbers } = this;
    for (const bucket of row.buckets) numbers.buckets[bucket] += 1;
    numbers.payableGainedDays += row.payableGainedDays;
    numbers.payableLostDays += row.payableLostDays;
    numbers.paidOnLostDaysFen += row.paidOnLostDaysFen;
    numbers.decisions += row.decisions;
    numbers.ceilingsGained += counts.ceilingsGained;
    numbers.ceilingsLost += counts.ceilingsLost;
    numbers.claimsOnLostDays += counts.claimsOnLostDays;
    for (const { coverageYear, riseFen } of ceilings) this.addCeiling(coverageYear, riseFen);
    this.addServed(servedTo);
    this.addKind(row);
    this.link(row);
  }

  private addCeiling(coverageYear: number, riseFen: number): void {
    const year = this.years.get(coverageYear) ?? {
      coverageYear,
      upMembers: 0,
      upFen: 0,
      downMembers: 0,
      downFen: 0,
    };
    this.years.set(coverageYear, year);
    if (riseFen > 0) {
      year.upMembers += 1;
      year.upFen += riseFen;
      this.numbers.ceilingUpFen += riseFen;
    } else {
      year.downMembers += 1;
      year.downFen -= riseFen;
      this.numbers.ceilingDownFen -= riseFen;
    }
  }

  private addServed(servedTo: readonly string[]): void {
    const answers = new Map<string, number>();
    for (const actor of servedTo) answers.set(actor, (answers.get(actor) ?? 0) + 1);
    for (const [actor, decisions] of answers) {
      const consumer = this.consumers.get(actor) ?? { actor, members: 0, decisions: 0 };
      this.consumers.set(actor, consumer);
      consumer.members += 1;
      consumer.decisions += decisions;
    }
  }

  private addKind({ member, buckets, waiting, ceiling }: ImpactMember): void {
    const kind = JSON.stringify([
      buckets,
      waiting === null ? null : [waiting.before?.totalMonths ?? null, waiting.after?.totalMonths ?? null],
      ceiling === null ? null : ceiling.afterFen - ceiling.beforeFen,
    ]);
    const known = this.kinds.get(kind);
    if (known !== undefined) {
      known.alike += 1;
      if (known.members.length < MEMBERS_OF_A_KIND) known.members.push(member);
    } else if (this.kinds.size < MAX_KINDS) {
      this.kinds.set(kind, { alike: 1, members: [member] });
    }
  }

  private link(entry: object): void {
    this.chain = sha256Of(`${this.chain}\n${canonicalJson(entry)}`);
  }
}

/** The members that stand for the most frequent kinds: one of each, then a second of each, until there are so many. */
export function typicalOf(
  kinds: readonly KindOfChange[],
  most: number,
): readonly { readonly member: string; readonly alike: number }[] {
  const sorted = [...kinds].sort((a, b) => b.alike - a.alike || (a.kind < b.kind ? -1 : 1));
  const rounds = Array.from({ length: MEMBERS_OF_A_KIND }, (_, round) =>
    sorted.flatMap(({ alike, members }) => {
      const member = members[round];
      return member === undefined ? [] : [{ member, alike }];
    }),
  );
  return rounds.flat().slice(0, most);
}
