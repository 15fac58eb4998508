import fc from 'fast-check';
import {
  addDays,
  addMonths,
  changeDays,
  type CivilDate,
  civilDate,
  decide,
  derive,
  DomainError,
  EXPLAINED_FIELDS,
  explain,
  type ExplainedField,
  type Fact,
  type FactBody,
  factOf,
  fen,
  type Fen,
  isCivilDate,
  percentOf,
  type PolicyBook,
  quoteRepair,
  type Standing,
  standingOn,
  timelineOf,
  validFor,
  yearOf,
} from '#libs/enrollment';
import { standingAt } from '#libs/policy';
import { answerBytes, QUESTION_DAYS, THROUGH_YEAR, TODAY } from './answers.js';
import { histories, returns } from './histories.js';
import { bookUnder, PACK_IDS, type PackId, packs } from './sample-policy.js';
import { enough, tried } from './sizes.js';

/** What a ceiling may be raised and lowered by, stated once more here, from the texts. */
const limits: Readonly<Record<PackId, (base: Fen) => Fen>> = {
  national: (base) => percentOf(base, 20),
  fujian: (base) => percentOf(base, 20),
  lishui: (base) => percentOf(base, 20),
  anhui: (base) => percentOf(base, 20),
  jincheng: () => fen(8_000_000),
};

/** A field on a day. */
interface Question {
  readonly on: CivilDate;
  readonly field: ExplainedField;
}
const question = fc.record({
  on: fc.constantFrom(...QUESTION_DAYS),
  field: fc.constantFrom(...EXPLAINED_FIELDS),
});

/** A different seed for each pack, so that five packs see five times as many histories. */
const seedOf = (packId: PackId): number => 20280315 + PACK_IDS.indexOf(packId);

function accepted(body: FactBody, facts: readonly Fact[], book: PolicyBook): FactBody | undefined {
  try {
    return decide(body, facts, book);
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}

function standings(facts: readonly Fact[], book: PolicyBook): readonly Standing[] {
  const history = derive(facts, book, { throughYear: THROUGH_YEAR });
  return history === undefined ? [] : QUESTION_DAYS.map((day) => standingOn(history, day));
}

function deepFrozen<V>(value: V): V {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const each of Object.values(value)) deepFrozen(each);
  return value;
}

const lastRecorded = '2036-12-31T12:00:00.000Z';

describe.each(PACK_IDS)('%s', (packId) => {
  const book = bookUnder(packId);
  const generated = histories(packId);
  const seed = seedOf(packId);

  /** An explanation, the ids that one step cites being a set. */
  function explainedWith(facts: readonly Fact[], asked: Question): unknown {
    const explanation = explain(facts, book, asked);
    const steps = explanation?.steps.map((step) => ({
      ...step,
      eventIds: [...step.eventIds].sort(),
      context: [...step.context].sort(),
      anyOf: step.anyOf.map((ids) => [...ids].sort()),
    }));
    return { ...explanation, steps };
  }

  test('any order of the same facts gives the same bytes, and the same reasons', () => {
    fc.assert(
      fc.property(generated, fc.infiniteStream(fc.nat(1_000_000)), question, ({ facts }, keys, asked) => {
        const bytes = answerBytes(facts, book);
        const shuffled = facts
          .map((fact) => ({ fact, key: keys.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ fact }) => fact);
        expect(answerBytes(shuffled, book)).toBe(bytes);
        expect(explainedWith(shuffled, asked)).toEqual(explainedWith(facts, asked));
        expect(answerBytes([...facts].reverse(), book)).toBe(bytes);
      }),
      tried(80, seed),
    );
  });

  test('a standing is the same whether it is derived for its own day or read off a longer history', () => {
    fc.assert(
      fc.property(generated, fc.constantFrom(...QUESTION_DAYS), ({ facts }, on) => {
        const own = derive(facts, book, { throughYear: yearOf(on) });
        const long = derive(facts, book, { throughYear: THROUGH_YEAR + 20 });
        expect(own && standingOn(own, on)).toEqual(long && standingOn(long, on));
      }),
      tried(200, seed),
    );
  });

  test('a correction and its counter-correction restore the original', () => {
    let corrected = 0;
    fc.assert(
      fc.property(generated, fc.nat(40), fc.boolean(), ({ facts }, pick, replaces) => {
        const target = facts[pick % facts.length]!;
        const replacement = { type: target.type, ...target.data } as FactBody;
        const correction: FactBody = {
          type: 'FactCorrected',
          corrects: target.id,
          reason: 'recorded-in-error',
          ...(replaces ? { replacement: shifted(replacement) } : {}),
        };
        const first = accepted(correction, facts, book);
        if (first === undefined) return;
        const after = [...facts, factOf('corrected', first, lastRecorded)];
        const counter = accepted(
          { type: 'FactCorrected', corrects: 'corrected', reason: 'recorded-in-error' },
          after,
          book,
        );
        expect(counter).toBeDefined();
        corrected += 1;
        expect(answerBytes([...after, factOf('restored', counter!, lastRecorded)], book)).toBe(
          answerBytes(facts, book),
        );
      }),
      tried(120, seed),
    );
    expect(corrected).toBeGreaterThanOrEqual(enough(50));
  });

  test('a repair never lengthens a wait and never takes a benefit away', () => {
    let repairs = 0;
    fc.assert(
      fc.property(returns(packId), fc.nat(3), fc.nat(400), fc.boolean(), ({ facts }, more, days, isLater) => {
        const history = derive(facts, book, { throughYear: THROUGH_YEAR });
        for (const enrolment of history?.enrolments ?? []) {
          const { year, breakYears, paidOn } = enrolment;
          if (enrolment.wait?.year !== year || breakYears.length === 0) continue;
          const paid = addDays(paidOn, isLater ? days : 0);
          const body: FactBody = {
            type: 'RepairPaid',
            breakYears: breakYears.slice(0, Math.max(1, Math.min(1 + more, breakYears.length - 1))),
            enrolmentYear: year,
            paidOn: paid,
          };
          const isAccepted = accepted(body, facts, book) !== undefined;
          if (isAccepted) repairs += 1;
          const before = standings(facts, book);
          // Also one that would be refused: recorded long ago, under other facts, it may be there all the same.
          const after = standings([...facts, factOf('repair', body)], book);
          QUESTION_DAYS.forEach((day, index) => {
            const [was, is] = [before[index]!, after[index]!];
            if (was.benefitEligible && !is.benefitEligible) throw new Error(`Lost the benefit of ${day}.`);
            if (was.waiting === null) expect(is.waiting).toBeNull();
            else if (is.waiting !== null && is.waiting.benefitsFrom > was.waiting.benefitsFrom)
              throw new Error(`On ${day}: ${is.waiting.benefitsFrom} after ${was.waiting.benefitsFrom}.`);
          });
          if (isAccepted) {
            const own = (each: readonly Standing[]): string =>
              each.find((_, index) => yearOf(QUESTION_DAYS[index]!) === year)!.waiting!.benefitsFrom;
            expect(own(after) < own(before)).toBe(true);
          }
        }
      }),
      tried(200, seed),
    );
    expect(repairs).toBeGreaterThanOrEqual(enough(5));
  });

  test('balances are never negative, and no more is applied than there is or than the limits allow', () => {
    const seen = { ceilings: 0, cut: 0 };
    fc.assert(
      fc.property(generated, ({ facts }) => {
        const history = derive(facts, book, { throughYear: THROUGH_YEAR });
        if (history === undefined) return;
        for (const day of QUESTION_DAYS) {
          const { ceiling, streakYears } = standingOn(history, day);
          const numbers = Object.values(ceiling).filter((each) => typeof each === 'number');
          if ([streakYears, ...numbers].some((each) => !Number.isSafeInteger(each) || each < 0))
            throw new Error(`On ${day}: ${JSON.stringify({ streakYears, ceiling })}`);
          const { baseFen, raiseAppliedFen, penaltyAppliedFen, effectiveFen } = ceiling;
          const isKnown = [baseFen, raiseAppliedFen, penaltyAppliedFen, effectiveFen].map(
            (each) => each !== null,
          );
          if (isKnown.some((each) => each !== (ceiling.status === 'known')))
            throw new Error(`On ${day}: ${JSON.stringify(ceiling)}`);
        }
        for (const struck of history.ceilings.all()) {
          const {
            baseFen: base,
            raiseAppliedFen: raise,
            penaltyAppliedFen: penalty,
            effectiveFen,
            on,
          } = struck;
          if (base === null || raise === null || penalty === null) continue;
          seen.ceilings += 1;
          const { region, ceiling } = standingOn(history, on);
          const held = {
            penalty: ceiling.breakPenaltyFen ?? NaN,
            credit: ceiling.continuousCreditFen ?? NaN,
          };
          const limit = limits[book.rules(region, on).pack.id as PackId](base);
          if (held.penalty > limit || held.credit > limit) seen.cut += 1;
          expect(effectiveFen).toBe(base + raise - penalty);
          expect(penalty).toBe(Math.min(limit, held.penalty));
          expect(raise).toBeLessThanOrEqual(limit);
          // What was settled on the same day reaches the next ceiling only.
          const isSettled = history.member.claims.some(({ data }) => data.settledOn === on);
          if (!isSettled)
            expect(raise).toBe(Math.min(limit, held.credit + (ceiling.zeroClaimCreditFen ?? NaN)));
        }
      }),
      tried(120, seed),
    );
    expect(seen.ceilings).toBeGreaterThanOrEqual(enough(100));
    expect(seen.cut).toBeGreaterThanOrEqual(enough(1));
  });

  test('swept day by day a standing changes only on days that are named, and holds as long as is said', () => {
    fc.assert(
      fc.property(generated, ({ facts }) => {
        const history = derive(facts, book, { throughYear: THROUGH_YEAR });
        if (history === undefined) return;
        const named = new Set(changeDays(history));
        const first = civilDate('2023-12-31');
        const end = civilDate('2036-06-30');
        const starts: CivilDate[] = [];
        let before = JSON.stringify(standingOn(history, first));
        for (let day = addDays(first, 1); day <= end; day = addDays(day, 1)) {
          const now = JSON.stringify(standingOn(history, day));
          if (now === before) continue;
          if (!named.has(day)) throw new Error(`The standing changes on ${day}, which is not named.`);
          starts.push(day);
          before = now;
        }
        for (const [index, from] of starts.entries()) {
          const until = starts[index + 1];
          if (until === undefined) continue;
          const inside = addDays(from, Math.floor(daysBetween(from, until) / 2));
          expect(validFor(history, from)).toEqual({ from, until });
          expect(validFor(history, inside)).toEqual({ from, until });
          expect(validFor(history, addDays(until, -1))).toEqual({ from, until });
        }
        const [next] = starts;
        if (next !== undefined) expect(validFor(history, first).until).toBe(next);
        const last = starts.at(-1) ?? first;
        const { until } = validFor(history, end);
        if (starts.length > 0) expect(validFor(history, end).from).toBe(last);
        expect(until === null || until > end).toBe(true);
      }),
      tried(20, seed),
    );
  });

  test('the timeline names days that exist, in order, and its cover, waits and break years never overlap themselves', () => {
    fc.assert(
      fc.property(generated, ({ facts }) => {
        const history = derive(facts, book, { throughYear: THROUGH_YEAR });
        if (history === undefined) return;
        const intervals = timelineOf(history, TODAY);
        expect(intervals.map(({ from }) => from)).toEqual(intervals.map(({ from }) => from).sort());
        for (const { from, until } of intervals) expect(until === null || from < until).toBe(true);
        for (const kind of ['cover', 'break-year', 'balances'] as const) {
          const own = intervals.filter((interval) => interval.kind === kind);
          for (const [index, { until }] of own.entries()) {
            const next = own[index + 1];
            if (next !== undefined) expect(until !== null && until <= next.from).toBe(true);
          }
        }
        for (const { from, until, value } of intervals.filter(({ kind }) => kind === 'cover')) {
          expect(standingOn(history, from).covered).toBe(value);
          if (until !== null) expect(standingOn(history, addDays(until, -1)).covered).toBe(value);
        }
      }),
      tried(100, seed),
    );
  });

  test('facts recorded later than the moment asked about never matter', () => {
    fc.assert(
      fc.property(generated, fc.nat(60), fc.constantFrom(...QUESTION_DAYS), ({ facts }, pick, on) => {
        const known = facts.slice(0, 1 + (pick % facts.length));
        const knownAt = known.at(-1)?.recordedAt;
        const then = standingAt({ book, accepted: known, refused: [] }, { on });
        expect(standingAt({ book, accepted: facts, refused: [] }, { on, knownAt })).toEqual(then);
        // A moment before the next record is the same moment.
        const soon = `${knownAt!.slice(0, 10)}T23:59:59.999Z`;
        const next = facts[known.length]?.recordedAt;
        if (next === undefined || soon < next)
          expect(standingAt({ book, accepted: facts, refused: [] }, { on, knownAt: soon })).toEqual(then);
      }),
      tried(200, seed),
    );
  });

  test('deriving, explaining and quoting change nothing that they are given', () => {
    for (const pack of packs) deepFrozen(pack);
    fc.assert(
      fc.property(generated, fc.constantFrom(...QUESTION_DAYS), ({ facts }, on) => {
        const frozen = deepFrozen(structuredClone(facts));
        const before = JSON.stringify(frozen);
        expect(answerBytes(frozen, book)).toBe(answerBytes(facts, book));
        for (const field of EXPLAINED_FIELDS.slice(0, 3)) explain(frozen, book, { on, field });
        quoteRepair(frozen, book, { on });
        accepted({ type: 'PremiumPaid', coverageYear: yearOf(on), paidOn: on }, frozen, book);
        expect(JSON.stringify(frozen)).toBe(before);
      }),
      tried(15, seed),
    );
  });
});

/** The same fact, its days two months later. */
function shifted(body: FactBody): FactBody {
  const entries = Object.entries(body).map(([name, value]: [string, unknown]) => {
    if (isCivilDate(value)) return [name, addMonths(value, 2)];
    return [name, value];
  });
  return Object.fromEntries(entries) as FactBody;
}

function daysBetween(from: CivilDate, until: CivilDate): number {
  return (Date.parse(until) - Date.parse(from)) / 86_400_000;
}
