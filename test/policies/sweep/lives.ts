import { type CivilDate } from '#libs/enrollment';
import type { Told } from '../../replay/given.js';
import { december, january, plusDays } from './days.js';
import { type Kind, kind, type Payments, registered } from './payments.js';
import { HOME, NEIGHBOUR, NO_CEILING, UNKNOWN_CEILING } from './swept-packs.js';

/** Members to whom something happens beside their payments. */
export function otherLives(pay: Payments): readonly Kind[] {
  const transfer = (from: string, to: string, effectiveOn: string, reason?: string): Told => ({
    type: 'SchemeTransferred',
    from,
    to,
    effectiveOn,
    ...(reason === undefined ? {} : { reason }),
  });
  const opening = (fields: object): Told => ({
    type: 'OpeningBalanceDeclared',
    asOfYear: 2026,
    streakYears: 3,
    continuousCreditFen: 250_000,
    zeroClaimCreditFen: 150_000,
    breakPenaltyFen: 70_000,
    openBreakYears: [],
    paidResidentYears: 4,
    ...fields,
  });
  const counted = [2025, 2026].filter((year) => year >= pay.terms.reading('R3', december(2026)));
  const lapsed: Told = { id: 'lapse', type: 'CoverageLapsed', coverageYear: 2027, lapsedOn: '2027-01-01' };
  const { opens } = pay.terms.window(2029, january(2029));
  const liableFrom = (name: string, from: CivilDate): Kind => ({
    name: `liable ${name}`,
    facts: [{ type: 'MemberRegistered', liableFrom: from }, ...pay.from(2031)],
  });
  const liableLater: Told = { type: 'MemberRegistered', liableFrom: '2029-01-01' };
  return [
    kind(
      'soldier under other cover',
      pay.inTime(2025),
      transfer('resident', 'other', '2026-03-01'),
      transfer('other', 'resident', '2029-06-30'),
      ...pay.from(2030),
    ),
    kind(
      'other cover beside paid resident years',
      ...pay.from(2025),
      transfer('none', 'other', '2027-02-10'),
      transfer('other', 'resident', '2028-05-05'),
    ),
    kind(
      'who left the region and came back',
      ...pay.from(2025, 2026),
      transfer('resident', 'none', '2026-09-15', 'left-the-region'),
      ...pay.from(2031),
    ),
    kind('deceased', ...pay.from(2025, 2029), { type: 'MemberDeceased', diedOn: '2029-05-20' }),
    kind('deceased in a wait', pay.inTime(2025), pay.inTime(2029), {
      type: 'MemberDeceased',
      diedOn: '2029-02-28',
    }),
    kind('deceased before the paid year', ...pay.from(2025, 2029), {
      type: 'MemberDeceased',
      diedOn: '2028-12-20',
    }),
    kind('deceased in missed years', pay.inTime(2025), { type: 'MemberDeceased', diedOn: '2028-07-07' }),
    kind('opening balance', opening({}), ...pay.from(2027)),
    kind(
      'opening balance with open break years',
      opening({ openBreakYears: counted, streakYears: 0 }),
      ...pay.from(2028),
    ),
    kind('opening balance with a wait', opening({ benefitsFrom: '2027-04-01' }), ...pay.from(2027)),
    kind(
      'opening balance with a wait, broke off',
      opening({ benefitsFrom: '2027-04-01' }),
      ...pay.from(2029),
    ),
    {
      name: 'lapse asserted by an older system',
      facts: [liableLater, { ...lapsed, asserted: true }, ...pay.from(2029)],
    },
    kind('lapse recorded', ...pay.from(2025, 2026), lapsed, ...pay.from(2028)),
    kind(
      'lapse rescinded',
      ...pay.from(2025, 2026),
      lapsed,
      { type: 'LapseRescinded', coverageYear: 2027, reason: 'not-liable', corrects: 'lapse' },
      ...pay.from(2028),
    ),
    kind('payment refunded', ...pay.from(2025), {
      type: 'PremiumRefunded',
      coverageYear: 2028,
      refundedOn: '2028-05-05',
      reason: 'payment-reversed',
    }),
    liableFrom('from 2029 on', january(2029)),
    liableFrom('from the day on which a window opens', opens),
    liableFrom('from the day after a window opens', plusDays(opens, 1)),
  ];
}

/** Members who live next door, where another pack answers, from July 2029 until March 2032. */
export function movers(pay: Payments, next: Payments): readonly Kind[] {
  const move = (fromRegion: string, toRegion: string, effectiveOn: string): Told => ({
    type: 'RegionTransferred',
    fromRegion,
    toRegion,
    effectiveOn,
  });
  const away = [
    move(HOME, NEIGHBOUR, '2029-07-01'),
    ...next.from(2030, 2032),
    move(NEIGHBOUR, HOME, '2032-03-15'),
    ...pay.from(2033),
  ];
  return [
    kind('mover between regions', ...pay.from(2024, 2029), ...away),
    kind('mover after missed years', pay.inTime(2025), pay.late(2029, 60), ...away),
  ];
}

/** Members who use the insurance; the region's ceiling is 300,000 or 350,000.01 yuan, none, or unknown. */
export function claimants(pay: Payments): readonly Kind[] {
  const claim = (claimId: string, on: string, fields: object): Told => ({
    type: 'ClaimSettled',
    claimId,
    servedOn: on,
    settledOn: plusDays(on as CivilDate, 40),
    ...fields,
  });
  const small = claim('C-1', '2027-06-01', { pooledFundFen: 120_000 });
  const large = claim('C-2', '2031-06-01', { pooledFundFen: 9_000_000, majorIllnessFen: 36_000_000 });
  const living = (region: string): readonly Told[] => [
    { ...registered, region },
    ...pay.from(2025),
    small,
    large,
  ];
  return [
    kind('claimant', ...pay.from(2025), small),
    kind(
      'claimant of medical aid alone',
      ...pay.from(2025),
      claim('C-3', '2027-06-01', { medicalAidFen: 120_000 }),
    ),
    kind('user of the raised ceiling', ...pay.from(2025), small, large),
    kind(
      'user of the raised ceiling by assertion',
      ...pay.from(2025),
      claim('C-4', '2031-12-10', { majorIllnessFen: 100, creditUsedFen: 100 }),
    ),
    kind('claim reversed', ...pay.from(2025), large, {
      type: 'ClaimReversed',
      claimId: 'C-2',
      reversedOn: '2032-01-15',
      reason: 'recorded-in-error',
    }),
    { name: 'user where there is no ceiling', facts: living(NO_CEILING) },
    { name: 'user where the ceiling is unknown', facts: living(UNKNOWN_CEILING) },
  ];
}
