import {
  type CivilDate,
  decide,
  derive,
  type Fact,
  factOf,
  type History,
  readFact,
  type Standing,
  standingOn,
  validFor,
} from '#libs/enrollment';
import { completeFact } from '#libs/policy';
import { isFull } from '../../replay/sizes.js';
import { BalanceChecks } from './balance-checks.js';
import { allDays, LAST_YEAR, monthEdges, plusDays, sweptOf, yearOf } from './days.js';
import { Faults } from './faults.js';
import { packEdges } from './force.js';
import type { Kind } from './payments.js';
import { OwnMember } from './own-member.js';
import { ownWaits } from './own-wait.js';
import { OwnYears } from './own-years.js';
import { StandingChecks } from './standing-checks.js';
import { HOME, type SweptPack } from './swept-packs.js';

/** How far ahead a history may look without an answer changing. */
const FAR_AHEAD = isFull ? 50 : 5;
/** In the ordinary run every so many years a history is derived that looks no further than the year itself. */
const YEARS_BETWEEN_NEAR = isFull ? 1 : 3;

/**
 * One member on every day swept: the first and last day of each month, and the days before and on each edge of the pack
 * and of the member's own life; in the full run every day.
 */
export function sweepMember(swept: SweptPack, kind: Kind): Faults {
  const faults = new Faults(`${swept.terms.id}, ${kind.name}`);
  const facts = factsOf(swept, kind);
  const years = new OwnYears(new OwnMember(swept, facts));
  const waits = ownWaits(years);
  const checks = new StandingChecks(years, waits);
  const balances = new BalanceChecks(years, waits);
  const far = historyOf(swept, facts, LAST_YEAR + FAR_AHEAD);
  const tiles = new Tiles(far, faults);
  const own = [...balances.causes].flatMap((day) => [plusDays(day, -1), day]);
  let near = far;
  for (const day of isFull ? allDays : sweptOf([...monthEdges, ...packEdges(swept), ...own])) {
    faults.look(day, () => {
      const standing = standingOn(far, day);
      const text = JSON.stringify(standing);
      const found = [...checks.on(day, standing), ...balances.on(day, standing), ...tiles.on(day, text)];
      const isNear = yearOf(day) % YEARS_BETWEEN_NEAR === 0;
      if (isNear && day.endsWith('-01-01')) near = historyOf(swept, facts, yearOf(day));
      const isSame = !isNear || JSON.stringify(standingOn(near, day)) === text;
      return isSame ? found : [...found, 'the answer changes with throughYear'];
    });
  }
  return faults;
}

/** The facts of a kind as a ledger would record them; one that is refused is a fault of the sweep. */
function factsOf({ book }: SweptPack, kind: Kind): readonly Fact[] {
  const facts: Fact[] = [];
  for (const { id, ...body } of kind.facts) {
    const accepted = decide(readFact(completeFact(body, HOME), 'case'), facts, book);
    facts.push(factOf(id ?? `e${String(facts.length + 10)}`, accepted));
  }
  return facts;
}

function historyOf({ book }: SweptPack, facts: readonly Fact[], throughYear: number): History {
  const history = derive(facts, book, { throughYear });
  if (history === undefined) throw new Error('A member of the sweep has no history.');
  return history;
}

/** The ranges with one standing: each begins where the one before ends, and holds on every day in it. */
class Tiles {
  private tile: { readonly until: CivilDate | null; readonly text: string } | undefined;

  constructor(
    private readonly history: History,
    private readonly faults: Faults,
  ) {}

  on(day: CivilDate, text: string): readonly string[] {
    this.tile ??= this.first(day);
    while (this.tile.until !== null && this.tile.until <= day)
      this.tile = this.next(this.tile.until, this.tile.text);
    return this.tile.text === text ? [] : ['the standing differs from that of the first day of its range'];
  }

  private first(day: CivilDate): { readonly until: CivilDate | null; readonly text: string } {
    const { from, until } = validFor(this.history, day);
    if ((from !== null && from > day) || (until !== null && until <= day))
      this.faults.add(day, 'outside its own range');
    return { until, text: this.textOn(day) };
  }

  private next(day: CivilDate, before: string): { readonly until: CivilDate | null; readonly text: string } {
    const { from, until } = validFor(this.history, day);
    if (from !== day)
      this.faults.add(day, `a range begins on ${from ?? 'no day'}, where the one before ends here`);
    if (until !== null && until <= day) throw new Error(`a range ends on ${until}, not after it begins`);
    const text = this.textOn(day);
    if (text === before) this.faults.add(day, 'two ranges in a row have the same standing');
    return { until, text };
  }

  private textOn(day: CivilDate): string {
    const standing: Standing = standingOn(this.history, day);
    return JSON.stringify(standing);
  }
}
