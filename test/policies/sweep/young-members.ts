import { type CivilDate, civilDate } from '#libs/enrollment';
import type { Told } from '../../replay/given.js';
import { january, plusDays, plusMonths } from './days.js';
import { type Kind, kind, type Payments } from './payments.js';

/** Students in their first year, by the pack's rule for them or, where it has none, like anybody else. */
export function students(pay: Payments): readonly Kind[] {
  const channel = pay.terms.value('freshman', january(2027))?.channel ?? 'school';
  const status: Told = {
    type: 'SpecialStatusGranted',
    status: 'freshman',
    from: '2026-08-20',
    until: '2027-07-01',
  };
  return [
    kind('freshman', status, ...pay.from(2025, 2026), pay.inTime(2027, { channel }), ...pay.from(2028)),
    kind('freshman who had not paid before', status, pay.inTime(2027, { channel }), ...pay.from(2028)),
    kind(
      'freshman after a late year',
      status,
      pay.inTime(2025),
      pay.late(2026, 190),
      pay.inTime(2027, { channel }),
      ...pay.from(2028),
    ),
  ];
}

/** Children who are registered from birth on and pay at once, at 90 days, half a year and a year, or the day after. */
export function children(pay: Payments): readonly Kind[] {
  const births = ['2027-04-18', '2028-02-29', '2027-11-20'].map(civilDate);
  const child = (bornOn: CivilDate, age: string, paidOn: CivilDate): Kind => {
    const first = pay.atOnce(paidOn);
    return {
      name: `child born on ${bornOn}, paid ${age}`,
      facts: [
        { type: 'MemberRegistered', liableFrom: bornOn, bornOn },
        first,
        ...pay.from(first.coverageYear + 1),
      ],
    };
  };
  const all = births.flatMap((bornOn) => [
    child(bornOn, 'at birth', bornOn),
    child(bornOn, 'at 90 days', plusDays(bornOn, 90)),
    child(bornOn, 'at 91 days', plusDays(bornOn, 91)),
    child(bornOn, 'at 6 months', plusMonths(bornOn, 6)),
    child(bornOn, 'the day before the first birthday', plusDays(plusMonths(bornOn, 12), -1)),
    child(bornOn, 'at 1 year', plusMonths(bornOn, 12)),
  ]);
  const days = pay.terms.value('newborn', january(2027)).nextYearWindowDays;
  if (days === null) return all;
  const bornOn = '2027-04-18' as CivilDate;
  const early: Kind = {
    name: 'child whose next year is paid on the last day of its own window',
    facts: [
      { type: 'MemberRegistered', liableFrom: bornOn, bornOn },
      pay.on(2028, plusDays(bornOn, days)),
      ...pay.from(2029),
    ],
  };
  return [...all, early];
}
