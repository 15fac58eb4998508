import {
  changeDays,
  civilDate,
  derive,
  explain,
  type ExplainedField,
  type Explanation,
  quoteRepair,
  readFact,
  standingOn,
} from '#libs/enrollment';
import { type Given, givenUnder, refusalOf, type Told } from './given.js';
import { bookUnder, type PackId, REGIONS } from './sample-policy.js';

const registered: Told = { id: 'member', type: 'MemberRegistered', liableFrom: '2020-01-01' };
const paid = (coverageYear: number, id = `paid-${String(coverageYear)}`): Told => ({
  id,
  type: 'PremiumPaid',
  coverageYear,
  paidOn: `${String(coverageYear - 1)}-10-15`,
});
const corrected = (id: string, corrects: string, replacement?: object): Told => ({
  id,
  type: 'FactCorrected',
  corrects,
  ...(replacement === undefined ? {} : { replacement }),
});
const told = (corrects: string, replacement?: object): object => {
  const { id: _id, ...body } = corrected('', corrects, replacement);
  return body;
};

test('the replacement inside a replaced correction is checked like a new fact', () => {
  const { id: _id, ...registration } = registered;
  givenUnder('national')(registered, corrected('c', 'member', { ...registration, liableFrom: '2021-01-01' }))
    .when({
      type: 'FactCorrected',
      corrects: 'c',
      replacement: told('member', { ...registration, region: '123456' }),
    })
    .thenRefused('unknown-region');
});

test('corrections that would name each other in a circle are refused', () => {
  givenUnder('national')(
    registered,
    paid(2026),
    corrected('az', 'paid-2026'),
    corrected('ay', 'az'),
    corrected('x', 'ay'),
  )
    .when({ type: 'FactCorrected', corrects: 'az', replacement: told('x') })
    .thenRefused('unknown-event');
});

test('an event never has two live corrections', () => {
  givenUnder('national')(
    registered,
    paid(2026),
    corrected('c1', 'paid-2026'),
    corrected('c2', 'c1'),
    corrected('c3', 'paid-2026'),
  )
    .when({ type: 'FactCorrected', corrects: 'c2' })
    .thenRefused('already-annulled');
});

test.each([2198, 2199])('a question about %i, the end of the calendar, has an answer', (year) => {
  const { facts } = givenUnder('national')(registered);
  const history = derive(facts, bookUnder('national'), { throughYear: year });
  expect(standingOn(history!, civilDate(`${String(year)}-12-31`))).toMatchObject({ covered: 'none' });
});

test('a payment for 2201 made in 2199 is refused with a code', () => {
  const error = refusalOf(() =>
    givenUnder('national')(registered, { type: 'PremiumPaid', coverageYear: 2201, paidOn: '2199-10-15' }),
  );
  expect(error.code).toBe('window-not-open');
});

test('the result of a wait taken over from an older system shows no months, as the standing does', () => {
  const { facts } = givenUnder('national')(
    registered,
    {
      type: 'OpeningBalanceDeclared',
      asOfYear: 2026,
      streakYears: 0,
      continuousCreditFen: 0,
      zeroClaimCreditFen: 0,
      breakPenaltyFen: 0,
      benefitsFrom: '2027-03-01',
    },
    paid(2027),
  );
  const question = { on: civilDate('2027-01-15'), field: 'waiting' } as const;
  expect(explain(facts, bookUnder('national'), question)?.steps.at(-1)?.value).toBeNull();
});

test('of a set in which one fact decides alone, the others are still cited as a set', () => {
  const { facts } = givenUnder('national')(
    registered,
    paid(2026),
    { id: 'job', type: 'SchemeTransferred', from: 'resident', to: 'employee', effectiveOn: '2026-03-01' },
    { id: 'left', type: 'SchemeTransferred', from: 'employee', to: 'none', effectiveOn: '2026-06-01' },
    paid(2028),
  );
  const question = { on: civilDate('2028-02-01'), field: 'waiting' } as const;
  const run = explain(facts, bookUnder('national'), question)?.steps.find(({ id }) => id === 'breakRun:2028');
  // Without both of them 2026 is a break year too, and the wait a month longer.
  expect(run?.anyOf).toEqual([['job', 'paid-2026']]);
});

test.each(['电话13812345678', '身份证11010519491231002X'])(
  'a number beside Chinese text is seen: %s',
  (channel) => {
    const input = { type: 'PremiumPaid', coverageYear: 2026, paidOn: '2025-10-15', amountFen: 1, channel };
    expect(refusalOf(() => readFact(input, 'request')).code).toBe('personal-identifier');
  },
);

test('a phone number typed as a date is not repeated by the refusal', () => {
  const { message } = refusalOf(() => readFact({ type: 'MemberDeceased', diedOn: '13812345678' }, 'request'));
  expect(message).not.toContain('138123');
});

test('a move to the region that the member is in is malformed before it is anything else', () => {
  givenUnder('national')(registered, { type: 'MemberDeceased', diedOn: '2026-05-01' })
    .when({ type: 'RegionTransferred', fromRegion: '359901', toRegion: '359901', effectiveOn: '2026-05-02' })
    .thenRefused('malformed-request');
});

test('restoring a refunded payment beside the one that took its place is a duplicate payment', () => {
  givenUnder('national')(
    registered,
    paid(2026),
    { id: 'refund', type: 'PremiumRefunded', coverageYear: 2026, refundedOn: '2025-11-01' },
    paid(2026, 'again'),
  )
    .when({ type: 'FactCorrected', corrects: 'refund' })
    .thenRefused('duplicate-payment');
});

test('an explanation does not depend on the order in which facts arrived', () => {
  const { facts } = givenUnder('national')(
    registered,
    { id: 'b', type: 'CoverageLapsed', coverageYear: 2026, lapsedOn: '2026-01-01', asserted: true },
    { id: 'a', type: 'CoverageLapsed', coverageYear: 2027, lapsedOn: '2027-01-01', asserted: true },
  );
  const question = { on: civilDate('2029-01-01'), field: 'breakYears' } as const;
  const reversed = [...facts].reverse();
  expect(explain(reversed, bookUnder('national'), question)).toEqual(
    explain(facts, bookUnder('national'), question),
  );
});

test('a payment that was corrected and then refunded counts no more', () => {
  const events = [
    registered,
    paid(2026),
    corrected('a-correction', 'paid-2026', { type: 'PremiumPaid', coverageYear: 2026, paidOn: '2025-11-15' }),
  ];
  const refund = { id: 'refund', type: 'PremiumRefunded', coverageYear: 2026, refundedOn: '2025-12-01' };
  const covered = (told: readonly Told[]): string => {
    const history = derive(givenUnder('national')(...told).facts, bookUnder('national'), {
      throughYear: 2026,
    });
    return standingOn(history!, civilDate('2026-06-01')).covered;
  };
  expect(covered(events)).toBe('resident');
  expect(covered([...events, refund])).toBe('none');
});

/** Why a field has its value on a day, under a pack. */
function explainedUnder(
  packId: PackId,
  { facts }: Pick<Given, 'facts'>,
  field: ExplainedField,
  on: string,
): Explanation {
  return explain(facts, bookUnder(packId), { on: civilDate(on), field })!;
}

describe('a move on the day that the new year begins', () => {
  // The neighbour of Lishui in the sample is a region under Anhui.
  const [lishui, , , anhui] = REGIONS;
  const moved = givenUnder('lishui')(
    { ...registered, region: anhui },
    ...[2026, 2027, 2028, 2029, 2030, 2031].map((year) => paid(year)),
    { id: 'move', type: 'RegionTransferred', fromRegion: anhui, toRegion: lishui, effectiveOn: '2031-01-01' },
  );

  test('counts the sixth year', () => {
    moved.on('2031-01-01').stands({ streakYears: 6, region: lishui });
  });

  test.each(['continuousCredit', 'breakPenalty', 'ceiling', 'zeroClaimCredit'] as const)(
    'the explanation of %s does not rest on itself',
    (field) => {
      const { steps } = explainedUnder('lishui', moved, field, '2031-01-01');
      const ids = steps.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      steps.forEach(({ inputs }, index) => {
        expect(ids.slice(0, index)).toEqual(expect.arrayContaining([...inputs]));
      });
    },
  );
});

describe('a wait of 2028 carried into 2029', () => {
  // 2025 to 2027 were missed: 3 + 2 = 5 months from 10 November 2028.
  const events: readonly Told[] = [
    registered,
    { id: 'late', type: 'PremiumPaid', coverageYear: 2028, paidOn: '2028-11-10' },
    { id: 'next', type: 'PremiumPaid', coverageYear: 2029, paidOn: '2028-12-15' },
  ];
  const carried = givenUnder('national')(...events);
  const on = '2029-01-18';

  test('its sentence names the year that brought it', () => {
    const { zh, en } = explainedUnder('national', carried, 'waiting', on).sentences;
    expect(zh.join('')).toContain('2028 年度集中参保期外缴费, 此前断保 3 年(2025、2026、2027)');
    expect(en.join(' ')).toContain('2028 was paid after the window after 3 break years (2025, 2026, 2027)');
  });

  test('its repair is quoted, for the year that brought it', () => {
    expect(quoteRepair(carried.facts, bookUnder('national'), { on: civilDate(on) })).toMatchObject({
      enrolmentYear: 2028,
      breakYears: [2027, 2026, 2025],
      rows: [
        { years: 0, totalMonths: 5, benefitsFrom: '2029-04-10', helps: false },
        { years: 1, totalMonths: 4, benefitsFrom: '2029-03-10', helps: true },
        { years: 2, totalMonths: 3, benefitsFrom: '2029-02-10', helps: true },
      ],
    });
  });

  test.each([1, 2])('the repair of %i of its years gives what was promised', (years) => {
    const { wouldChange } = explainedUnder('national', carried, 'waiting', on);
    const offered = wouldChange.find(({ action }) => 'years' in action && action.years === years);
    const { breakYears, enrolmentYear } = quoteRepair(carried.facts, bookUnder('national'), {
      on: civilDate(on),
    });
    expect(offered).toBeDefined();
    givenUnder('national')(...events, {
      type: 'RepairPaid',
      breakYears: breakYears.slice(0, years),
      enrolmentYear,
      paidOn: on,
    })
      .on(on)
      .stands({ waiting: expect.objectContaining(offered?.result as object) as unknown });
  });
});

describe('what would change whether benefits are paid', () => {
  const changes = (given: Given, on: string): Explanation['wouldChange'] =>
    explainedUnder('fujian', given, 'benefitEligible', on).wouldChange;

  test('is not a payment that only begins a wait', () => {
    const lapsed = givenUnder('fujian')(registered, paid(2025));
    expect(changes(lapsed, '2026-07-10')).toEqual([]);
    expect(explainedUnder('fujian', lapsed, 'covered', '2026-07-10').wouldChange).toHaveLength(1);
  });

  test('is not a payment beside a job', () => {
    const employed = givenUnder('fujian')(registered, {
      type: 'SchemeTransferred',
      from: 'none',
      to: 'employee',
      effectiveOn: '2026-02-01',
    });
    expect(changes(employed, '2026-07-10')).toEqual([]);
  });

  test('is a payment that is exempt from the wait', () => {
    const aided = givenUnder('fujian')(registered, paid(2025), {
      type: 'SpecialStatusGranted',
      status: 'medical-aid',
      from: '2026-01-01',
    });
    expect(changes(aided, '2026-07-10')).toEqual([
      {
        action: { type: 'PremiumPaid', coverageYear: 2026 },
        result: { covered: 'resident', benefitEligible: true, benefitsFrom: '2026-07-10' },
      },
    ]);
  });
});

test('a continuous credit refused to a payment in the extended window is told, with the reading', () => {
  const given = givenUnder('fujian')(registered, ...[2025, 2026, 2027, 2028].map((year) => paid(year)), {
    type: 'PremiumPaid',
    coverageYear: 2029,
    paidOn: '2029-01-20',
  });
  const { notApplied, readings, value } = explainedUnder('fujian', given, 'continuousCredit', '2029-01-20');
  expect(value).toBe(0);
  expect(notApplied).toContainEqual({
    rule: 'continuous.credit',
    needed: 'a payment in the window',
    seen: 'extended',
  });
  expect(readings.map(({ id }) => id)).toContain('R16');
});

test.each([
  { paidOn: '2026-09-01', seen: undefined },
  { paidOn: '2026-09-02', seen: 'left on 2026-06-01, paid on 2026-09-02' },
])('a short gap kept or missed by a day says what was seen: paid on $paidOn', ({ paidOn, seen }) => {
  const given = givenUnder('national')(
    registered,
    { type: 'SchemeTransferred', from: 'none', to: 'employee', effectiveOn: '2024-01-01' },
    { type: 'SchemeTransferred', from: 'employee', to: 'none', effectiveOn: '2026-06-01' },
    { type: 'PremiumPaid', coverageYear: 2026, paidOn },
  );
  const { notApplied } = explainedUnder('national', given, 'waiting', paidOn);
  expect(notApplied.find(({ rule }) => rule === 'waiting.shortGap.employee-gap')?.seen).toBe(seen);
});

describe('settlements of two years of service on one day', () => {
  const settled = (id: string, year: number): Told => ({
    id,
    type: 'ClaimSettled',
    claimId: `claim-${id}`,
    servedOn: `${String(year)}-12-01`,
    settledOn: '2027-02-01',
    pooledFundFen: 0,
    majorIllnessFen: 40_000_000,
    medicalAidFen: 0,
  });

  test.each(['zeroClaimCredit', 'zeroClaimProvisional', 'ceiling'] as const)(
    'are explained alike in any order: %s',
    (field) => {
      const given = givenUnder('lishui')(
        registered,
        paid(2025),
        paid(2026),
        paid(2027),
        settled('b', 2025),
        settled('a', 2026),
      );
      given
        .on('2027-02-01')
        .stands({ ceiling: expect.objectContaining({ zeroClaimCreditFen: 0 }) as unknown });
      const expected = explainedUnder('lishui', given, field, '2027-02-01');
      const reversed = { facts: [...given.facts].reverse() };
      expect(explainedUnder('lishui', reversed, field, '2027-02-01')).toEqual(expected);
    },
  );
});

test('under Anhui the clearing of a zero-claim credit and the fall of a streak cite 一(二)', () => {
  const given = givenUnder('anhui')(registered, paid(2025), paid(2026), {
    type: 'ClaimSettled',
    claimId: 'claim',
    servedOn: '2026-03-01',
    settledOn: '2026-04-01',
    pooledFundFen: 0,
    majorIllnessFen: 40_000_000,
    medicalAidFen: 0,
  });
  const clauseOf = (field: ExplainedField, on: string, rule: string): unknown =>
    explainedUnder('anhui', given, field, on).steps.find((step) => step.rule === rule)?.clause;
  const clause = { document: '皖医保发〔2024〕6号', at: '一(二)' };
  expect(clauseOf('zeroClaimCredit', '2026-04-01', 'zeroClaim.reset')).toMatchObject(clause);
  expect(clauseOf('streakYears', '2028-02-01', 'streak.reset')).toMatchObject(clause);
});

test('an open break year of a member who had died is on a day that is named', () => {
  const { facts } = givenUnder('jincheng')(
    registered,
    {
      type: 'OpeningBalanceDeclared',
      asOfYear: 2025,
      streakYears: 0,
      continuousCreditFen: 0,
      zeroClaimCreditFen: 0,
      breakPenaltyFen: 0,
      openBreakYears: [2025],
      paidResidentYears: 0,
    },
    { type: 'MemberDeceased', diedOn: '2024-12-02' },
  );
  const history = derive(facts, bookUnder('jincheng'), { throughYear: 2030 });
  expect(standingOn(history!, civilDate('2025-12-31')).breakYears).toEqual([]);
  expect(standingOn(history!, civilDate('2026-01-01')).breakYears).toEqual([2025]);
  expect(changeDays(history!)).toContain('2026-01-01');
});

test('R14 is cited for a carried wait, which its other choice would spare a newborn', () => {
  const { facts } = givenUnder('fujian')(
    { type: 'MemberRegistered', liableFrom: '2024-12-01', bornOn: '2024-11-30' },
    {
      type: 'OpeningBalanceDeclared',
      asOfYear: 2025,
      streakYears: 0,
      continuousCreditFen: 0,
      zeroClaimCreditFen: 0,
      breakPenaltyFen: 0,
      openBreakYears: [],
      benefitsFrom: '2026-05-01',
      paidResidentYears: 0,
    },
    { type: 'PremiumPaid', coverageYear: 2026, paidOn: '2025-09-01' },
  );
  const standingUnder = (R14: 'yes' | 'no'): ReturnType<typeof standingOn> | undefined => {
    const history = derive(facts, bookUnder('fujian').withReadings({ R14 }), { throughYear: 2026 });
    return history && standingOn(history, civilDate('2026-02-01'));
  };
  expect(standingUnder('yes')?.waiting).toBeNull();
  expect(standingUnder('no')).toMatchObject({
    waiting: { benefitsFrom: '2026-05-01' },
    readingIds: expect.arrayContaining(['R14']),
  });
});
