/** A row as the benches see it: the JSON text of one whole event, with what the ledger keeps beside a fact. */
export type Row = string;

/** Regions of the generated members, one per pack. */
export const BENCH_REGIONS = ['359991', '359992', '359993', '359994', '359995'] as const;

const EVENTS_PER_MEMBER = 15;
const FIRST_YEAR = 2025;
const LAST_YEAR = 2031;
const EMPLOYEE_SPELL = [
  ['2023-02-01', 'none', 'employee'],
  ['2024-02-01', 'employee', 'none'],
] as const;

/**
 * The rows of so many members, 15 events each (registration, an employee spell, payments in and after the window with
 * gaps, claims). The same number always gives the same rows: no chance is used.
 */
export function population(members: number): readonly (readonly Row[])[] {
  return Array.from({ length: members }, (_, member) => memberRows(member));
}

/** The rows of one member of them. */
export function memberRows(member: number): readonly Row[] {
  const rows: Row[] = [];
  const add = (type: string, effectiveOn: string, data: object): void => {
    const id = eventId(member, rows.length);
    const document = `T-${String(member).padStart(7, '0')}-${String(rows.length)}`;
    const metadata = {
      correlationId: id,
      actor: 'key:tax-01',
      source: { system: 'tax', document },
      effectiveOn,
    };
    rows.push(JSON.stringify({ id, type, data, recordedAt: '2027-01-01T00:00:00.000Z', metadata }));
  };
  const region = BENCH_REGIONS[member % BENCH_REGIONS.length];
  add('MemberRegistered', '2019-05-01', { region, liableFrom: '2019-05-01' });
  for (const [effectiveOn, from, to] of EMPLOYEE_SPELL)
    add('SchemeTransferred', effectiveOn, { from, to, effectiveOn });
  for (let year = FIRST_YEAR; year <= LAST_YEAR; year += 1) {
    const isMissed = year > FIRST_YEAR && (member + year) % 5 === 0;
    if (isMissed) continue;
    const isLate = (member + year) % 7 === 0;
    const day = String(1 + (member % 9));
    const paidOn = isLate
      ? `${String(year)}-04-0${day}`
      : `${String(year - 1)}-1${String(member % 3)}-1${day}`;
    add('PremiumPaid', paidOn, { coverageYear: year, paidOn, amountFen: 40_000, channel: 'bank' });
  }
  for (let claim = 0; rows.length < EVENTS_PER_MEMBER; claim += 1) {
    const year = String(FIRST_YEAR + (claim % 6));
    const settledOn = `${year}-04-1${String(member % 9)}`;
    add('ClaimSettled', settledOn, {
      claimId: `C-${String(member)}-${String(claim)}`,
      servedOn: `${year}-03-1${String(member % 9)}`,
      settledOn,
      pooledFundFen: 12_345,
      majorIllnessFen: member % 11 === 0 ? 31_000_000 : 0,
      medicalAidFen: 0,
    });
  }
  return rows;
}

function eventId(member: number, index: number): string {
  return `${member.toString(16).padStart(8, '0')}-${index.toString(16).padStart(4, '0')}-5000-8000-000000000000`;
}
