import {
  addDays,
  type CivilDate,
  civilDate,
  endOfYear,
  type Fact,
  type FactBody,
  fen,
  laterOf,
  startOfYear,
  yearOf,
} from '#libs/enrollment';
import type { Chance } from './chance.js';

/** Something that a source tells: when the ledger learns it, and what it is by what is known then (undefined: nothing). */
export interface Telling {
  readonly on: CivilDate;
  readonly system: string;
  readonly body: (known: readonly Fact[]) => FactBody | undefined;
}

/** The first day on which a generated ledger learns anything, and the last. */
export const FIRST_DAY = civilDate('2024-09-01');
export const LAST_DAY = civilDate('2031-02-28');

const FIRST_YEAR = 2025;
const LAST_YEAR = 2031;
const PREMIUM_FEN = fen(40_000);

/**
 * What is told of one member, in the order in which it is told. The shares, in ‰, are meant to look like a county: most pay in
 * time each year, some miss years and come back, few change scheme, move or die; a claim or a payment in thirty is told late,
 * one in two hundred is put right afterwards. What the ledger would refuse is left out by whoever records it.
 */
export function lifeOf(chance: Chance, regions: readonly [string, ...string[]]): readonly Telling[] {
  const told: Telling[] = [];
  const tell = (on: CivilDate, system: string, body: Telling['body']): void => {
    if (on <= LAST_DAY) told.push({ on: laterOf(on, FIRST_DAY), system, body });
  };
  const region = regionOf(chance, regions);
  const liableFrom = liabilityOf(chance);
  const isBornThen = liableFrom >= FIRST_DAY && chance.permille(700);
  tell(late(chance, liableFrom), `registry-${region}`, () => ({
    type: 'MemberRegistered',
    region,
    liableFrom,
    ...(isBornThen ? { bornOn: liableFrom } : {}),
  }));
  if (chance.permille(40)) {
    const from = addDays(liableFrom, chance.between(0, 2000));
    tell(late(chance, from), `aid-${region}`, () => ({
      type: 'SpecialStatusGranted',
      status: 'medical-aid',
      from,
    }));
  }
  const habit = habitOf(chance);
  for (let year = Math.max(FIRST_YEAR, yearOf(liableFrom)); year <= LAST_YEAR; year += 1)
    tellYear(chance, { year, region, liableFrom, habit }, tell);
  if (chance.permille(60)) tellEmployment(chance, region, tell);
  if (chance.permille(20)) tellMove(chance, region, regions, tell);
  if (chance.permille(35)) {
    const diedOn = addDays(FIRST_DAY, chance.between(0, 2300));
    tell(late(chance, diedOn), `registry-${region}`, () => ({ type: 'MemberDeceased', diedOn }));
  }
  // A stable sort: what is told on one day keeps its order.
  return told.sort((a, b) => (a.on === b.on ? 0 : a.on < b.on ? -1 : 1));
}

type Tell = (on: CivilDate, system: string, body: Telling['body']) => void;

/** In ‰ of the years: paid in the window, paid later; the rest is missed. */
interface Habit {
  readonly inWindow: number;
  readonly later: number;
}

function habitOf(chance: Chance): Habit {
  const drawn = chance.between(1, 100);
  if (drawn <= 80) return { inWindow: 960, later: 25 };
  return drawn <= 95 ? { inWindow: 650, later: 120 } : { inWindow: 150, later: 100 };
}

function regionOf(chance: Chance, regions: readonly [string, ...string[]]): string {
  return chance.permille(600) ? regions[0] : chance.oneOf(regions);
}

/** Nine in ten were liable before the ledger began. */
function liabilityOf(chance: Chance): CivilDate {
  return chance.permille(900)
    ? startOfYear(chance.between(2005, 2024))
    : addDays(FIRST_DAY, chance.between(0, 2200));
}

/** When a source tells what happened on a day: within days, one in thirty after weeks or months. */
function late(chance: Chance, day: CivilDate): CivilDate {
  return addDays(day, chance.permille(33) ? chance.between(10, 120) : chance.between(0, 4));
}

function tellYear(
  chance: Chance,
  {
    year,
    region,
    liableFrom,
    habit,
  }: {
    readonly year: number;
    readonly region: string;
    readonly liableFrom: CivilDate;
    readonly habit: Habit;
  },
  tell: Tell,
): void {
  const drawn = chance.between(1, 1000);
  const isInWindow = drawn <= habit.inWindow;
  if (drawn > habit.inWindow + habit.later) return;
  const first = isInWindow ? addDays(endOfYear(year - 1), -121) : startOfYear(year);
  const paidOn = laterOf(addDays(first, chance.between(0, isInWindow ? 121 : 250)), liableFrom);
  const toldOn = late(chance, paidOn);
  tellPremium(chance, { year, region, paidOn, toldOn }, tell);
  if (chance.permille(300))
    tellRepair(chance, { year, region, on: addDays(paidOn, chance.between(0, 40)) }, tell);
  if (chance.permille(380)) tellClaims(chance, { year, region }, tell);
}

function tellPremium(
  chance: Chance,
  {
    year,
    region,
    paidOn,
    toldOn,
  }: {
    readonly year: number;
    readonly region: string;
    readonly paidOn: CivilDate;
    readonly toldOn: CivilDate;
  },
  tell: Tell,
): void {
  const system = `tax-${region}`;
  const isMistyped = chance.permille(5);
  const amountFen = isMistyped ? fen(4_000) : PREMIUM_FEN;
  const premium = { type: 'PremiumPaid', coverageYear: year, paidOn, amountFen: PREMIUM_FEN } as const;
  tell(toldOn, system, () => ({ ...premium, amountFen }));
  const latest = (known: readonly Fact[]): Fact | undefined =>
    known.findLast(({ type, data }) => type === 'PremiumPaid' && data.coverageYear === year);
  if (isMistyped)
    tell(addDays(toldOn, chance.between(1, 60)), system, (known) => {
      const corrects = latest(known)?.id;
      return corrects === undefined
        ? undefined
        : { type: 'FactCorrected', corrects, reason: 'typing-error', replacement: premium };
    });
  else if (chance.permille(4)) {
    const refundedOn = addDays(toldOn, chance.between(5, 90));
    tell(refundedOn, system, (known) => {
      const corrects = latest(known)?.id;
      return corrects === undefined
        ? undefined
        : { type: 'PremiumRefunded', coverageYear: year, refundedOn, reason: 'payment-reversed', corrects };
    });
  }
}

/** A repair of the latest missed year, if there is one; the ledger refuses it where it cannot help. */
function tellRepair(
  chance: Chance,
  { year, region, on }: { readonly year: number; readonly region: string; readonly on: CivilDate },
  tell: Tell,
): void {
  tell(late(chance, on), `tax-${region}`, (known) => {
    const paid = new Set(
      known.flatMap((fact) => (fact.type === 'PremiumPaid' ? [fact.data.coverageYear] : [])),
    );
    if (paid.has(year - 1) || paid.has(year - 2) || year - 2 < FIRST_YEAR) return undefined;
    return {
      type: 'RepairPaid',
      breakYears: [year - 1],
      enrolmentYear: year,
      paidOn: on,
      amountFen: PREMIUM_FEN,
    };
  });
}

function tellClaims(
  chance: Chance,
  { year, region }: { readonly year: number; readonly region: string },
  tell: Tell,
): void {
  const system = `claims-${region}`;
  const count = chance.between(1, 3);
  for (let number = 1; number <= count; number += 1) {
    const servedOn = addDays(startOfYear(year), chance.between(0, 360));
    const settledOn = addDays(servedOn, chance.between(0, 40));
    const toldOn = late(chance, settledOn);
    const claimId = `C-${String(year)}-${String(number)}`;
    const pooledFundFen = fen(chance.between(5_000, 900_000));
    const majorIllnessFen = fen(chance.permille(15) ? chance.between(100_000, 32_000_000) : 0);
    const claim = { claimId, servedOn, settledOn, pooledFundFen, majorIllnessFen, medicalAidFen: fen(0) };
    tell(toldOn, system, () => ({ type: 'ClaimSettled', ...claim }));
    if (chance.permille(6)) {
      const reversedOn = addDays(toldOn, chance.between(3, 60));
      tell(reversedOn, system, () => ({
        type: 'ClaimReversed',
        claimId,
        reversedOn,
        reason: 'recorded-in-error',
      }));
    }
  }
}

/** A job, and for half of them the way back. */
function tellEmployment(chance: Chance, region: string, tell: Tell): void {
  const system = `employers-${region}`;
  const from = addDays(FIRST_DAY, chance.between(60, 1800));
  tell(late(chance, from), system, () => ({
    type: 'SchemeTransferred',
    from: 'none',
    to: 'employee',
    effectiveOn: from,
  }));
  if (!chance.permille(500)) return;
  const until = addDays(from, chance.between(90, 900));
  tell(late(chance, until), system, () => ({
    type: 'SchemeTransferred',
    from: 'employee',
    to: 'none',
    effectiveOn: until,
  }));
}

function tellMove(chance: Chance, region: string, regions: readonly [string, ...string[]], tell: Tell): void {
  const toRegion = chance.oneOf(regions);
  const effectiveOn = addDays(FIRST_DAY, chance.between(30, 2200));
  tell(late(chance, effectiveOn), `registry-${toRegion}`, () => ({
    type: 'RegionTransferred',
    fromRegion: region,
    toRegion,
    effectiveOn,
  }));
}
