import { addDays, civilDate, yearOf } from '#libs/enrollment';
import type { Claim } from '../claims-system/sqlite/claims-database.js';

/** Numbers from a seed, each below a limit. */
export class Chance {
  constructor(private state: number) {}

  below(limit: number): number {
    this.state = (Math.imul(this.state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.state / 2 ** 32) * limit);
  }

  of<Item>(items: readonly Item[]): Item {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error('There is nothing to choose from.');
    return item;
  }
}

/** A request of the office about a member. */
export interface Happening {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What was recorded about a member, for what corrects it. */
export interface Recorded {
  readonly member: string;
  readonly type: string;
  readonly eventId: string;
  readonly body: Readonly<Record<string, unknown>>;
}

const [home, destination] = ['359901', '359902'];

/** What may happen on a day, with how often: mostly payments; some come late, some are put right or taken back. */
const KINDS = [
  ...Array<'payment'>(6).fill('payment'),
  ...Array<'late-payment'>(3).fill('late-payment'),
  ...Array<'correction'>(2).fill('correction'),
  ...([
    'refund',
    'employed',
    'unemployed',
    'aid',
    'move',
    'death',
    'repair',
    'settlement',
    'late-settlement',
  ] as const),
] as const;

let documents = 0;

function told(member: string, route: string, body: object): Happening {
  documents += 1;
  const source = { system: 'office', document: `Y-${documents}` };
  return { path: `/v1/members/${member}/${route}`, body: { ...body, source } };
}

/** The registration of a member. */
export function registration(member: string): Happening {
  documents += 1;
  const source = { system: 'register', document: `Y-${documents}` };
  return { path: '/v1/members', body: { member, region: home, liableFrom: '2020-01-01', source } };
}

/** Something that the office learns on a day about a member; undefined: today nothing. Many are refused, as in life. */
export function happening(
  chance: Chance,
  {
    member,
    on,
    recorded,
  }: { readonly member: string; readonly on: string; readonly recorded: readonly Recorded[] },
): Happening | undefined {
  const day = civilDate(on);
  const earlier = (days: number): string => addDays(day, -chance.below(days));
  const payment = (paidOn: string): object => ({
    coverageYear: yearOf(civilDate(paidOn)) + chance.below(2),
    ...{ paidOn, amountFen: 40_000 },
  });
  const kind = chance.of(KINDS);
  switch (kind) {
    case 'payment':
      return told(member, 'premium-payments', payment(on));
    case 'late-payment':
      return told(member, 'premium-payments', payment(earlier(400)));
    case 'correction':
    case 'refund': {
      const known = recorded.filter((each) => each.member === member && each.type === 'PremiumPaid');
      if (known.length === 0) return undefined;
      const { eventId: corrects, body } = chance.of(known);
      return kind === 'refund'
        ? told(member, 'premium-refunds', {
            ...{ corrects, coverageYear: body['coverageYear'], refundedOn: on, reason: 'payment-reversed' },
          })
        : told(member, 'corrections', { corrects, reason: 'recorded-in-error' });
    }
    case 'employed':
      return told(member, 'scheme-transfers', { from: 'resident', to: 'employee', effectiveOn: earlier(60) });
    case 'unemployed':
      return told(member, 'scheme-transfers', { from: 'employee', to: 'resident', effectiveOn: earlier(30) });
    case 'aid':
      return told(member, 'special-statuses', { status: 'medical-aid', from: earlier(90) });
    case 'move':
      return told(member, 'region-transfers', {
        ...{ fromRegion: home, toRegion: destination, effectiveOn: earlier(40) },
      });
    case 'death':
      return chance.below(3) > 0 ? undefined : told(member, 'deaths', { diedOn: earlier(20) });
    case 'repair':
      return told(member, 'repair-payments', {
        ...{ breakYears: [yearOf(day) - 1], enrolmentYear: yearOf(day), paidOn: on, amountFen: 40_000 },
      });
    case 'settlement':
    case 'late-settlement': {
      const servedOn = earlier(kind === 'settlement' ? 20 : 300);
      return told(member, 'claims', {
        ...{ claimId: `S-${documents}`, servedOn, settledOn: on, pooledFundFen: chance.below(500_000) },
        ...{ majorIllnessFen: 0, medicalAidFen: 0 },
      });
    }
  }
}

/** A claim that a hospital hands in on a day: for a service of late, or one that is to come. */
export function claimOn(
  chance: Chance,
  { claimId, member, on }: { claimId: string; member: string; on: string },
): Claim {
  const servedOn = addDays(civilDate(on), chance.below(200) - 60);
  // Some cost more than any ceiling pays, so that the ceiling shows in the price.
  return { claimId, member, servedOn, costFen: 1_000 + chance.below(60_000_000) };
}
