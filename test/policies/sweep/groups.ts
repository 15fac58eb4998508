import { type CivilDate, civilDate, type Status } from '#libs/enrollment';
import type { Told } from '../../replay/given.js';
import { dayOf, january, nextMonth, plusDays, plusMonths } from './days.js';
import { type Kind, kind, type Payments } from './payments.js';

/** For every group of the pack: a payment on the first, the last and the day after the last day of its exemption. */
export function groups(pay: Payments): readonly Kind[] {
  const { terms } = pay;
  const from = civilDate('2027-05-10');
  const member = (
    status: Status,
    rule: string,
    name: string,
    paidOn: CivilDate,
    until?: CivilDate,
  ): readonly Kind[] => {
    const granted: Told = {
      type: 'SpecialStatusGranted',
      status,
      from,
      ...(until === undefined ? {} : { until }),
    };
    const paid = pay.atOnce(paidOn);
    const facts = [granted, paid, ...pay.from(paid.coverageYear + 1)];
    return [
      kind(`${status}, ${rule}, paid ${name}`, ...pay.from(2025, 2026), ...facts),
      kind(`${status}, ${rule}, paid ${name}, after missed years`, ...facts),
    ];
  };
  const around = (status: Status, rule: string, end: CivilDate, until?: CivilDate): readonly Kind[] => [
    ...member(status, rule, 'on the first day', from, until),
    ...member(status, rule, 'on the last day', plusDays(end, -1), until),
    ...member(status, rule, 'the day after', end, until),
  ];
  const months = (since: CivilDate, count: number): CivilDate =>
    plusDays(plusMonths(since, count), terms.value('periods.lastDayIncluded', since) ? 1 : 0);
  const full = terms.value('exemptions.full', from).flatMap(({ status, holds }) => {
    const added = terms.reading('R30', from);
    switch (holds) {
      case 'newborn-age':
        return [];
      case 'while-status':
        return around(status, 'full', dayOf(2027, 8, 20), dayOf(2027, 8, 20));
      case 'while-status-or-months':
        return around(status, 'full', months(from, terms.reading('R35', from)));
      case 'calendar-year':
        return around(status, 'full', january(2028));
      case 'recently-added':
        return around(status, 'full', added === 'calendar-year' ? january(2028) : months(from, added.months));
    }
  });
  const short = terms
    .value('exemptions.shortGap', from)
    .flatMap((rule) =>
      rule.statuses.flatMap((status) =>
        around(
          status,
          'short gap',
          months(rule.countedFrom === 'day' ? from : nextMonth(from), rule.months ?? 0),
        ),
      ),
    );
  return [...full, ...short];
}
