import { type CivilDate, startOfYear, yearOf } from '../calendar/civil-date.js';
import { rangeOn } from '../calendar/day-ranges.js';
import type { ParameterName } from '../parameters.js';
import { counted } from '../standing/counted.js';
import { coverFactsOf } from '../standing/cover/break-years.js';
import { breakYearsOn, type History, waitingEnrolmentOn } from '../standing/history.js';
import { rulesOn } from '../standing/member/member.js';
import { entryOn } from '../standing/balances/series.js';
import type { Standing } from '../standing/standing.js';
import type { Wait } from '../standing/wait/wait.js';
import type { Absence, StepInput, StepValue, Trace, Unit } from '../standing/trace.js';
import type { ExplainedField } from './fields.js';

/** The id of the last step of every explanation. */
export const RESULT_STEP = 'result';

/** Records the last step of an explanation: the value of the field, and the steps and facts it is read off. */
export function recordResult(
  trace: Trace,
  history: History,
  standing: Standing,
  on: CivilDate,
  field: ExplainedField,
): void {
  const rules = rulesOn(history.member, on);
  trace.step(RESULT_STEP, () => ({
    rule: `standing.${field}`,
    rules,
    ...resultOf(history, standing, on, field),
  }));
}

type ResultStep = Pick<
  StepInput,
  'value' | 'unit' | 'inputs' | 'eventIds' | 'anyOf' | 'absent' | 'clauseOf' | 'formula' | 'readingIds'
>;

function resultOf(history: History, standing: Standing, on: CivilDate, field: ExplainedField): ResultStep {
  const waitSteps = [`wait:${String(waitingEnrolmentOn(history, on)?.year ?? '')}`];
  const { ceiling } = standing;
  switch (field) {
    case 'covered':
      return { ...coverFacts(history, on), ...step(standing.covered, 'scheme', coverClause(history, on)) };
    case 'benefitEligible':
      return {
        ...coverFacts(history, on),
        ...step(standing.benefitEligible, 'flag', 'wait.fixed'),
        inputs: standing.covered === 'resident' ? waitSteps : [],
      };
    case 'waiting':
      return {
        ...waitLength(waitingEnrolmentOn(history, on)?.wait ?? null),
        inputs: waitSteps,
      };
    case 'breakYears':
      return {
        ...breakFacts(history, on),
        ...step(standing.breakYears, 'year-list', 'wait.variablePerYear'),
        readingIds: ['R3'],
      };
    case 'streakYears':
      return {
        ...step(standing.streakYears, 'years', 'continuous.afterYears'),
        inputs: seriesStep(history.streak, on),
        anyOf: coveredYears(history, on),
      };
    case 'continuousCredit':
      return {
        ...step(ceiling.continuousCreditFen, 'fen', 'continuous.credit'),
        inputs: [...seriesStep(history.continuous, on), ...seriesStep(history.streak, on)],
      };
    case 'zeroClaimCredit':
      return {
        ...step(ceiling.zeroClaimCreditFen, 'fen', 'zeroClaim.credit'),
        inputs: zeroClaimSteps(history, on),
      };
    case 'zeroClaimProvisional':
      return {
        ...step(standing.zeroClaimProvisional, 'flag', 'zeroClaim.finalAfterMonths'),
        inputs: zeroClaimSteps(history, on),
      };
    case 'breakPenalty':
      return {
        ...step(ceiling.breakPenaltyFen, 'fen', 'penalty.perBreakYear'),
        inputs: seriesStep(history.penalty, on),
      };
    case 'ceiling':
      return {
        ...step(ceiling.effectiveFen, 'fen', 'raise.limit'),
        inputs: [`ceiling:${String(yearOf(on))}`],
      };
    case 'employeeYearsEquivalent': {
      const { employeeYearsEquivalent: equivalent } = standing;
      return {
        ...step(equivalent?.years ?? null, 'years', 'employeeYears.residentYearsPerYear'),
        formula:
          equivalent === null
            ? 'no such rule'
            : `${counted(equivalent.years, 'year')}, ${String(equivalent.remainderYears)} left over`,
        eventIds: history.enrolments
          .filter(({ startsOn }) => startsOn <= on)
          .flatMap(({ eventIds }) => eventIds.slice(0, 1)),
      };
    }
  }
}

function waitLength(wait: Wait | null): Pick<ResultStep, 'value' | 'unit' | 'clauseOf'> {
  return wait === null ? step(0, 'months', 'wait.fixed') : step(wait.total, wait.unit, 'wait.fixed');
}

function step(
  value: StepValue,
  unit: Unit,
  clauseOf: ParameterName,
): Pick<ResultStep, 'value' | 'unit' | 'clauseOf'> {
  return { value, unit, clauseOf };
}

function seriesStep(
  series: readonly { on: CivilDate; stepId?: string | undefined }[],
  on: CivilDate,
): readonly string[] {
  const id = entryOn(series, on)?.stepId;
  return id === undefined ? [] : [id];
}

function zeroClaimSteps(history: History, on: CivilDate): readonly string[] {
  return [...seriesStep(history.zeroClaim, on), `zeroYear:${String(yearOf(on) - 1)}`];
}

/** The facts that cover the day, or the payment whose absence leaves it uncovered. */
function coverFacts(
  history: History,
  on: CivilDate,
): { eventIds: readonly string[]; absent: readonly Absence[] } {
  const { member, enrolments } = history;
  const scheme = rangeOn(member.employee, on) ?? rangeOn(member.other, on);
  const resident = enrolments.filter(({ cover }) => cover.from <= on && on < cover.until);
  const eventIds = [...(scheme?.eventIds ?? []), ...resident.flatMap((each) => each.eventIds)];
  const absent: readonly Absence[] =
    eventIds.length > 0 ? [] : [{ type: 'PremiumPaid', coverageYear: yearOf(on) }];
  const death = member.death !== undefined && member.death.data.diedOn < on ? [member.death.id] : [];
  return { eventIds: [...eventIds, ...death], absent };
}

/** The parameter that starts the cover of a day; that of the windows where nothing covers it. */
function coverClause(history: History, on: CivilDate): ParameterName {
  const enrolment = history.enrolments.find(({ cover }) => cover.from <= on && on < cover.until);
  return enrolment?.startsBy ?? 'windows';
}

/** For each year before a day that was covered, the facts of which any one kept it from being a break year. */
function coveredYears({ member, enrolments }: History, on: CivilDate): readonly (readonly string[])[] {
  const sets: (readonly string[])[] = [];
  for (let year = yearOf(member.registration.data.liableFrom); year < yearOf(on); year += 1) {
    const set = coverFactsOf(member, enrolments, year);
    if (set.length > 1) sets.push(set);
  }
  return sets;
}

function breakFacts(
  history: History,
  on: CivilDate,
): {
  eventIds: readonly string[];
  anyOf: readonly (readonly string[])[];
  absent: readonly Absence[];
} {
  const years = breakYearsOn(history, on);
  const { lapses, opening, rescissions } = history.member;
  const asserted = lapses.filter(
    ({ data }) => data.asserted === true && startOfYear(data.coverageYear) <= on,
  );
  return {
    eventIds: [...asserted, ...rescissions, ...(opening === undefined ? [] : [opening])].map(({ id }) => id),
    anyOf: coveredYears(history, on),
    absent: years.map((coverageYear) => ({ type: 'PremiumPaid', coverageYear })),
  };
}
