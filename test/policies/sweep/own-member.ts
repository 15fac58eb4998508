import {
  type CivilDate,
  type Fact,
  type FactOf,
  type FactType,
  liveFacts,
  type Status,
} from '#libs/enrollment';
import { type SweptPack, termsIn } from './swept-packs.js';
import type { Terms } from './terms.js';

/** Days from `from` (inclusive) until `until` (exclusive; null: open). */
export interface Days {
  readonly from: CivilDate;
  readonly until: CivilDate | null;
}

/** True for a day in one of some ranges. */
export function isIn(ranges: readonly Days[], day: CivilDate): boolean {
  return ranges.some(({ from, until }) => from <= day && (until === null || day < until));
}

/** The facts of one member as the sweep reads them, beside the core; which facts count it leaves to `liveFacts`. */
export class OwnMember {
  readonly liableFrom: CivilDate;
  readonly bornOn: CivilDate | undefined;
  readonly diedOn: CivilDate | undefined;
  readonly opening: FactOf<'OpeningBalanceDeclared'>['data'] | undefined;
  /** Days under employee and other cover, cut at death. */
  readonly employee: readonly Days[];
  readonly other: readonly Days[];
  private readonly live: readonly Fact[];
  private readonly home: string;

  constructor(
    readonly swept: SweptPack,
    facts: readonly Fact[],
  ) {
    this.live = liveFacts(facts).facts;
    const [registration] = this.all('MemberRegistered');
    if (registration === undefined) throw new Error('A member of the sweep is not registered.');
    this.home = registration.region;
    this.liableFrom = registration.liableFrom;
    this.bornOn = registration.bornOn ?? this.statuses('newborn')[0]?.from;
    this.diedOn = this.all('MemberDeceased')[0]?.diedOn;
    this.opening = this.all('OpeningBalanceDeclared')[0];
    this.employee = this.spells('employee');
    this.other = this.spells('other');
  }

  /** What the live facts of a type say, in the order in which they were recorded. */
  all<T extends FactType>(type: T): readonly FactOf<T>['data'][] {
    return this.live.filter((fact) => fact.type === type).map(({ data }) => data as FactOf<T>['data']);
  }

  /** The region in which the member is on a day; members of the sweep move in the order of the calendar. */
  regionOn(day: CivilDate): string {
    const moved = this.all('RegionTransferred').filter(({ effectiveOn }) => effectiveOn <= day);
    return moved.at(-1)?.toRegion ?? this.home;
  }

  /** The pack whose rules hold on a day. */
  termsOn(day: CivilDate): Terms {
    return termsIn(this.swept, this.regionOn(day));
  }

  /** The days of every grant of a status; no member of the sweep loses one early. */
  statuses(status: Status): readonly Days[] {
    return this.all('SpecialStatusGranted')
      .filter((granted) => granted.status === status)
      .map(({ from, until }) => ({ from, until: until ?? null }));
  }

  isDeadOn(day: CivilDate): boolean {
    return this.diedOn !== undefined && day > this.diedOn;
  }

  private spells(scheme: 'employee' | 'other'): readonly Days[] {
    const spells: Days[] = [];
    let from: CivilDate | undefined;
    for (const transfer of this.all('SchemeTransferred')) {
      if (transfer.to === scheme) from = transfer.effectiveOn;
      if (transfer.from !== scheme || from === undefined) continue;
      spells.push({ from, until: transfer.effectiveOn });
      from = undefined;
    }
    return from === undefined ? spells : [...spells, { from, until: null }];
  }
}
