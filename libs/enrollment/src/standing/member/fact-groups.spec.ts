import { FACT_TYPES } from '../../fact-fields.js';
import { type Fact, type FactBody, factOf, type FactType } from '../../events.js';
import { type FactGroups, groupsOf, isDatedInFuture } from './fact-groups.js';

const day = '2028-03-10';
const lapse = factOf('lapse', { type: 'CoverageLapsed', coverageYear: 2028, lapsedOn: day } as FactBody);

/** An event of each type whose own day is 10 March 2028; an opening balance has the last day of its year. */
const bodies: Readonly<Record<FactType, object>> = {
  MemberRegistered: { region: '359901', liableFrom: day },
  SpecialStatusGranted: { status: 'newborn', from: day },
  SpecialStatusEnded: { status: 'newborn', endedOn: day },
  PremiumPaid: { coverageYear: 2028, paidOn: day },
  PremiumRefunded: { coverageYear: 2028, refundedOn: day, reason: 'typing-error', corrects: 'x' },
  CoverageLapsed: { coverageYear: 2028, lapsedOn: day },
  LapseRescinded: { coverageYear: 2028, reason: 'not-liable', corrects: 'lapse' },
  RepairPaid: { breakYears: [2026], enrolmentYear: 2028, paidOn: day },
  RepairRefunded: {
    breakYears: [2026],
    enrolmentYear: 2028,
    refundedOn: day,
    reason: 'typing-error',
    corrects: 'x',
  },
  ClaimSettled: {
    claimId: 'C',
    servedOn: day,
    settledOn: day,
    pooledFundFen: 1,
    majorIllnessFen: 0,
    medicalAidFen: 0,
  },
  ClaimReversed: { claimId: 'C', reversedOn: day, reason: 'typing-error' },
  SchemeTransferred: { from: 'resident', to: 'employee', effectiveOn: day },
  RegionTransferred: { fromRegion: '359901', toRegion: '359902', effectiveOn: day },
  MemberDeceased: { diedOn: day },
  OpeningBalanceDeclared: { asOfYear: 2027, streakYears: 0 },
  FactCorrected: { corrects: 'lapse', reason: 'typing-error' },
};

/** Where each type goes. */
const groups: Readonly<Record<FactType, readonly (keyof FactGroups)[]>> = {
  MemberRegistered: ['registrations'],
  SpecialStatusGranted: ['grants'],
  SpecialStatusEnded: ['ends'],
  PremiumPaid: ['payments'],
  PremiumRefunded: ['undoings'],
  CoverageLapsed: ['lapses'],
  LapseRescinded: ['rescissions', 'undoings'],
  RepairPaid: ['repairs'],
  RepairRefunded: ['undoings'],
  ClaimSettled: ['claims'],
  ClaimReversed: ['undoings'],
  SchemeTransferred: ['transfers'],
  RegionTransferred: ['moves'],
  MemberDeceased: ['deaths'],
  OpeningBalanceDeclared: ['openings'],
  FactCorrected: ['undoings'],
};

/** The last instant at +08:00 of the day before the event's own, and the first of that day. */
function instantsAround(type: FactType): readonly [string, string] {
  return type === 'OpeningBalanceDeclared'
    ? ['2027-12-30T15:59:59.999Z', '2027-12-30T16:00:00.000Z']
    : ['2028-03-09T15:59:59.999Z', '2028-03-09T16:00:00.000Z'];
}

const recorded = (type: FactType, recordedAt?: string): Fact =>
  factOf('fact', { type, ...bodies[type] } as FactBody, recordedAt);

describe.each(FACT_TYPES)('%s', (type) => {
  const [before, on] = instantsAround(type);

  test('goes where it belongs, and nowhere else', () => {
    const fact = recorded(type);
    const { isDatedInFuture: _isDatedInFuture, ...grouped } = groupsOf([fact]);
    const filled = Object.entries(grouped).filter(([, facts]) => facts.length > 0);
    expect(Object.fromEntries(filled)).toEqual(
      Object.fromEntries(groups[type].map((name) => [name, [fact]])),
    );
  });

  test('is dated in the future while its own day has not begun in China', () => {
    for (const [recordedAt, expected] of [
      [before, true],
      [on, false],
      [undefined, false],
    ] as const) {
      const known = [lapse, recorded(type, recordedAt)];
      expect({ recordedAt, is: groupsOf(known).isDatedInFuture }).toEqual({ recordedAt, is: expected });
      expect(isDatedInFuture(recorded(type, recordedAt), known)).toBe(expected);
    }
  });

  test('one that is dated in the future stands for all, before it or after it', () => {
    const ahead = recorded(type, before);
    const later = FACT_TYPES.map((each) => recorded(each, '2029-01-01T00:00:00.000Z'));
    expect(groupsOf([lapse, ahead, ...later]).isDatedInFuture).toBe(true);
    expect(groupsOf([lapse, ...later, ahead]).isDatedInFuture).toBe(true);
    expect(groupsOf([lapse, ...later]).isDatedInFuture).toBe(false);
  });
});
