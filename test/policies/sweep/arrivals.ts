import {
  bodyOf,
  type CivilDate,
  civilDate,
  decide,
  derive,
  DomainError,
  type Fact,
  type FactBody,
  factOf,
  type FactOf,
  type PolicyBook,
} from '#libs/enrollment';
import { dayOf, december, everyDay, january, latest, plusDays, yearOf } from './days.js';
import { Faults } from './faults.js';
import { CLASSES, classOf, ownCover, ownCovers } from './own-cover.js';
import { OwnMember } from './own-member.js';
import { HOME, type SweptPack } from './swept-packs.js';
import type { Terms } from './terms.js';

/** Somebody who pays a coverage year on every day in turn. */
export interface Payer {
  readonly name: string;
  readonly facts: (coverageYear: number) => readonly FactBody[];
  readonly channel?: string;
  readonly bornOn?: CivilDate;
}

/** How a payment on a day is to be taken: refused with a code, or accepted in a class with a first covered day. */
interface Arrival {
  readonly outcome: string;
  readonly coverFrom: CivilDate | null;
}

/** Sweeps every payment day of a coverage year, from a month before the window opens until a month after the year. */
export function sweepArrivals(swept: SweptPack, payer: Payer, coverageYear: number): Faults {
  const { terms, book } = swept;
  const { bornOn } = payer;
  const faults = new Faults(`${terms.id}, ${payer.name}, coverage year ${coverageYear}`);
  const facts = payer.facts(coverageYear).map((body, index) => factOf(`e${index}`, body));
  const { opens, lateUntil } = terms.window(coverageYear, january(coverageYear));
  const last = plusDays(latest(december(coverageYear), lateUntil), 31);
  let reached = 0;
  for (const paidOn of everyDay(latest(plusDays(opens, -31), bornOn ?? january(coverageYear - 2)), last)) {
    const channel = payer.channel === undefined ? {} : { channel: payer.channel };
    const payment: FactOf<'PremiumPaid'> = {
      id: 'paid',
      type: 'PremiumPaid',
      data: { coverageYear, paidOn, ...channel },
    };
    faults.look(paidOn, () => {
      const expected = expectedArrival(swept, [...facts, payment], coverageYear);
      const actual = actualArrival(book, facts, payment);
      const found = isSame(expected, actual)
        ? []
        : [`a payment is ${told(actual, paidOn)}, expected ${told(expected, paidOn)}`];
      const rank = (CLASSES as readonly string[]).indexOf(actual.outcome);
      // The days of a newborn's own window may lie before the ordinary one opens.
      if (bornOn === undefined && rank < reached && rank >= 0) found.push('an earlier class comes back');
      reached = Math.max(reached, rank);
      return [...found, ...impossibleStart(payer, coverageYear, actual)];
    });
  }
  return faults;
}

/** Cover lies in its coverage year; that of a student may begin in the autumn before. */
function impossibleStart(payer: Payer, coverageYear: number, { coverFrom }: Arrival): readonly string[] {
  if (coverFrom === null) return [];
  const first = payer.channel === undefined ? january(coverageYear) : dayOf(coverageYear - 1, 9, 1);
  if (coverFrom > december(coverageYear)) return ['accepted, though it covers nothing of its year'];
  return coverFrom < first ? ['its cover starts before its year'] : [];
}

function expectedArrival(swept: SweptPack, facts: readonly Fact[], coverageYear: number): Arrival {
  const member = new OwnMember(swept, facts);
  const payment = member.all('PremiumPaid').find((each) => each.coverageYear === coverageYear);
  if (payment === undefined) throw new Error('The payment under test is not among the facts.');
  const plain = classOf(member, swept.terms, payment);
  if (plain === 'window-not-open' || plain === 'coverage-year-over')
    return { outcome: plain, coverFrom: null };
  if (ownCover(member, payment, []).days.from > december(coverageYear))
    return { outcome: 'nothing-to-cover', coverFrom: null };
  const made = ownCovers(member).find(({ year }) => year === coverageYear);
  return { outcome: made?.dayClass ?? 'void', coverFrom: made?.days.from ?? null };
}

function actualArrival(book: PolicyBook, facts: readonly Fact[], payment: FactOf<'PremiumPaid'>): Arrival {
  try {
    decide(bodyOf(payment), facts, book);
  } catch (error) {
    if (error instanceof DomainError) return { outcome: error.code, coverFrom: null };
    throw error;
  }
  const history = derive([...facts, payment], book, { throughYear: payment.data.coverageYear });
  const made = (history?.enrolments ?? []).filter(({ eventIds }) => eventIds.includes(payment.id));
  const free = history?.enrolments.find(({ paidClass }) => paidClass === 'free');
  const [one = free] = made;
  if (made.length > 1 || one === undefined)
    throw new Error(`${made.length} enrolments follow from one payment`);
  return { outcome: one.paidClass, coverFrom: one.cover.from };
}

function isSame(a: Arrival, b: Arrival): boolean {
  return a.outcome === b.outcome && a.coverFrom === b.coverFrom;
}

/** A class that covers from the payment is told alike on every day, so that its days are one fault. */
function told({ outcome, coverFrom }: Arrival, paidOn: CivilDate): string {
  return coverFrom === null
    ? outcome
    : `${outcome} with cover from ${coverFrom === paidOn ? 'its own day' : coverFrom}`;
}

/** A member who pays at the counter. */
const ordinary: Payer = {
  name: 'ordinary payer',
  facts: (year) => [{ type: 'MemberRegistered', region: HOME, liableFrom: january(year - 1) }],
};

/** A student who paid the year before and now pays through the channel that the pack's freshman rule names. */
function freshman(terms: Terms, coverageYear: number): Payer {
  const channel = terms.value('freshman', january(coverageYear))?.channel ?? 'school';
  return {
    name: 'freshman',
    channel,
    facts: (year) => [
      { type: 'MemberRegistered', region: HOME, liableFrom: january(year - 1) },
      {
        type: 'PremiumPaid',
        coverageYear: year - 1,
        paidOn: terms.window(year - 1, january(year - 1)).opens,
      },
      { type: 'SpecialStatusGranted', status: 'freshman', from: january(year - 2) },
    ],
  };
}

function newborn(bornOn: CivilDate): Payer {
  return {
    name: `child born on ${bornOn}`,
    bornOn,
    facts: () => [{ type: 'MemberRegistered', region: HOME, liableFrom: bornOn, bornOn }],
  };
}

/** Everybody whose payment days are swept, with the coverage year that they pay. */
export function payersOf(
  { terms }: SweptPack,
  years: readonly number[],
): readonly (readonly [Payer, number])[] {
  const births = ['2026-01-01', '2027-04-18', '2027-11-20', '2028-02-29', '2028-12-31'].map(civilDate);
  const hasStudents = (year: number): boolean => terms.value('freshman', january(year)) !== null;
  return [
    ...years.map((year) => [ordinary, year] as const),
    ...years.filter(hasStudents).map((year) => [freshman(terms, year), year] as const),
    ...births.flatMap((bornOn) => [0, 1].map((age) => [newborn(bornOn), yearOf(bornOn) + age] as const)),
  ];
}
