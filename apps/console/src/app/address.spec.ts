import { type Complaint, complaintsOf } from './address.js';
import { roomAt } from './rooms.js';

/** What the frame finds wrong with an address; null: it leads to no page. */
function complaintsAt(address: string): readonly Complaint[] | null {
  const { pathname, searchParams: query } = new URL(address, 'http://console');
  const found = roomAt(pathname);
  return found === undefined ? null : complaintsOf({ names: found.names, query }, found.taken);
}

test.each(['2028-02-30', 'foo', '', '2028-3-15', '2028-03-15T10:02:00Z'])(
  'a day that is none is told, and not answered for today: on=%s',
  (seen) => {
    expect(complaintsAt(`/members/P-0001?on=${seen}`)).toEqual([{ kind: 'day', name: 'on', seen }]);
  },
);

test.each([
  ['/members/P-0001?on=2028-03-15&knownat=2027-01-01', 'knownat'],
  ['/members/P-0001?onn=2028-03-15', 'onn'],
  ['/members/P-0003/replay?on=2030-01-02&b=2029-99-01', 'b'],
  ['/members/P-0001/balances?bOn=2028-03-15', 'bOn'],
  ['/members/P-0001/record/RepairPaid?corrects=x', 'corrects'],
  ['/readings/R1?on=2028-03-15', 'on'],
  ['/?toString=1', 'toString'],
])('a parameter that the page does not have is told: %s', (address, name) => {
  expect(complaintsAt(address)).toEqual([{ kind: 'unknown', name }]);
});

test('a parameter that stands there twice is told, whatever it says', () => {
  expect(complaintsAt('/members/P-0001?on=2028-03-15&on=2028-03-16')).toEqual([
    { kind: 'twice', name: 'on' },
  ]);
});

test.each(['pos:', 'pos:abc', '2028-02-30', '2028-03-15T10:02:00', '2028-03-15T10:02:00+08:00'])(
  'a moment that is none is told; a "+" in an address is a space: knownAt=%s',
  (seen) => {
    const told = complaintsAt(`/members/P-0001?knownAt=${seen}`);
    expect(told).toEqual([{ kind: 'moment', name: 'knownAt', seen: seen.replace('+', ' ') }]);
  },
);

test.each(['-1', '400.50', 'much'])('an amount that is no whole number of fen is told: %s', (seen) => {
  const told = complaintsAt(`/members/P-0001/record/PremiumPaid?amountFen=${seen}`);
  expect(told).toEqual([{ kind: 'fen', name: 'amountFen', seen }]);
});

test.each([
  ['/members/P-0001/why/nonsense', 'field', 'nonsense', 'waiting'],
  ['/members/P-0001/record/Nonsense', 'type', 'Nonsense', 'RepairPaid'],
  ['/members/P-0001/record/MemberRegistered', 'type', 'MemberRegistered', 'PremiumPaid'],
])('a part of the path that names nothing is told, and what there is: %s', (address, name, seen, known) => {
  expect(complaintsAt(address)).toEqual([
    { kind: 'choice', name, seen, known: expect.arrayContaining([known]) as readonly string[] },
  ]);
});

test('a path that no address can have had leads to no page', () => {
  expect(complaintsAt('/members/%E0%A4%A')).toBeNull();
});

test.each([
  '/',
  '/members?prefix=P-&region=359901&after=P-0003',
  '/members/P-0001?on=2028-03-15&knownAt=pos:92&pack=anhui@1&readings=R1=yes',
  '/members/P-0001?knownAt=2028-03-15T10:02:00%2B08:00',
  '/members/P-0001/why/waiting?knownAt=2027-03-05',
  '/members/P-0003/replay?on=2027-03-02&bOn=2027-03-03&bKnownAt=pos:90&bPack=anhui@1&bReadings=R1=yes',
  '/members/P-0007/record/RepairPaid?on=2030-01-10&breakYears=2025+2026&enrolmentYear=2030&paidOn=2030-01-10&amountFen=80000',
  '/members/P-0001/record/FactCorrected?corrects=evt-1',
  '/record/MemberRegistered?member=P-1001',
])('an address as the console writes it is right: %s', (address) => {
  expect(complaintsAt(address)).toEqual([]);
});
