import { changeDays, type CivilDate, civilDayOfInstant, derive, standingOn, yearOf } from '#libs/enrollment';
import {
  answersOn,
  bookOf,
  changesBetween,
  type Consequence,
  isSame,
  type MemberEvent,
} from '#libs/ledger/pure';
import { factOf, type LocalAnswers, type MemberSource } from './local-member.js';
import { policyAt } from './policy-source.js';

/** What a recorded fact did to the answers when it came in: by the facts before it and the policy known then. */
export function changesOfFact({ events, policy }: MemberSource, event: MemberEvent): readonly Consequence[] {
  const before = events.filter(({ position }) => position < event.position).map(factOf);
  const book = bookOf(policyAt(policy, event.position));
  const throughYear = yearOf(civilDayOfInstant(new Date(event.recordedAt).toISOString()));
  const after = [...before, factOf(event)];
  return changesBetween(derive(before, book, { throughYear }), derive(after, book, { throughYear }), {
    hiddenFrom: null,
  });
}

/** A figure that another day brings. */
export interface DayChange {
  readonly field: 'covered' | 'breakYears' | keyof ReturnType<typeof answersOn>['values'];
  readonly before: unknown;
  readonly after: unknown;
}

/** What a day changed by itself, without any fact. */
export interface CalendarChange {
  readonly on: CivilDate;
  readonly changes: readonly DayChange[];
}

/** The days up to `on` with which figures changed, on the facts known; the first is where a history begins, and is none. */
export function calendarChanges(answers: LocalAnswers): readonly CalendarChange[] {
  const history = answers.history();
  if (history === undefined) return [];
  const days = changeDays(history).filter((day) => day <= answers.question.on);
  const figures = days.map((day): Readonly<Record<string, unknown>> => {
    const { covered, breakYears } = standingOn(history, day);
    return { covered, breakYears, ...answersOn(history, day).values };
  });
  return days.flatMap((on, index) => {
    const [before, after] = [figures[index - 1], figures[index]];
    if (before === undefined || after === undefined) return [];
    const changes = Object.keys(after)
      .filter((field) => !isSame(before[field], after[field]))
      .map((field) => ({ field, before: before[field], after: after[field] }) as DayChange);
    return changes.length === 0 ? [] : [{ on, changes }];
  });
}
