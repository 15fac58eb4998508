import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { addDays, civilDate } from '#libs/enrollment';
import { type EventStore, openSqliteStore } from '#libs/event-store';
import type { AnswerChangedEntry } from '#libs/feed-client';
import { type ImpactRun, type Ledger, openLedger, type PolicyChangeAnswer, type Role } from '#libs/ledger';
import { paysOf } from '../claims-system/ledger-api.js';
import { ClaimsDatabase, type PricedClaim } from '../claims-system/sqlite/claims-database.js';
import { packs } from '../replay/sample-policy.js';
import { isFull } from '../replay/sizes.js';
import { packDraft, readingDraft } from './drafts.js';
import { freshAnswer } from './fresh-answers.js';
import { Chance, claimOn, happening, type Happening, registration, type Recorded } from './happenings.js';
import { type Keys, send, type OfficeAnswer } from './office.js';
import {
  ClaimsProcess,
  claimsOf,
  dataOf,
  LedgerProcess,
  type Place,
  regionsOf,
  setClock,
} from './processes.js';
import { type MemberDay, tellingsOf } from './told-once.js';

/** A tenth of the year's members and days in every run; all of it in the full one. */
const SIZE = isFull
  ? { members: 60, everyDays: 2, aDay: 4, kills: 40 }
  : { members: 12, everyDays: 11, aDay: 6, kills: 3 };
const SEED = 20_271_101;
const FIRST_DAY = civilDate('2027-11-01');
const LAST_DAY = civilDate('2029-01-20');
const LAST_COMPARED_DAY = civilDate('2029-07-01');
const CLOSED_YEAR = 2028;
const REGIONS = ['359901', '359902'];
const author = { actor: 'bureau', correlationId: 'year' };

let place: Place;
beforeAll(async () => {
  const socket = createServer().listen(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address() as AddressInfo;
  socket.close();
  place = { folder: mkdtempSync(join(tmpdir(), 'canbao-year-')), port };
});
afterAll(() => {
  rmSync(place.folder, { recursive: true, force: true });
});

const noon = (day: string): string => `${day}T12:00:00+08:00`;

function writeRegions(baseCeilingYuan: string): void {
  const lines = REGIONS.map(
    (code) =>
      `- { code: "${code}", policy: fujian, baseCeilingYuan: ${baseCeilingYuan}, premiumYuan: 400, sample: true }\n`,
  );
  writeFileSync(regionsOf(place), lines.join(''));
}

/** The ledger in this process; nobody else may have it open. */
async function withLedger<Answer>(
  day: string,
  work: (ledger: Ledger, store: EventStore) => Promise<Answer>,
): Promise<Answer> {
  const logId = '0190f5a2-7d3c-4b1e-8a55-3c2f6e9d0b17';
  const store = await openSqliteStore({
    directory: dataOf(place),
    create: { logId, kind: 'ledger', clockOffsetMs: 0, appVersion: '0.0.0' },
    clock: () => Date.parse(noon(day)),
  });
  const ledger = await openLedger({ store, packs, engine: '0.0.0' });
  try {
    return await work(ledger, store);
  } finally {
    await ledger.close();
  }
}

/** How many events of each type the year left behind. */
function countsOfEvents(): Promise<Readonly<Record<string, number>>> {
  return withLedger(LAST_DAY, async (_, store) => {
    const counts: Record<string, number> = {};
    for await (const { type } of store.readAll({ after: 0 })) counts[type] = (counts[type] ?? 0) + 1;
    return counts;
  });
}

async function makeKeys(): Promise<Keys & { readonly claims: string }> {
  return withLedger(FIRST_DAY, async ({ access }) => {
    const make = async (role: Role): Promise<string> =>
      (await access.createKey({ role, regions: REGIONS, label: role }, author)).secret;
    return {
      clerk: await make('caseworker'),
      operator: await make('operator'),
      reviewer: await make('reviewer'),
      officer: await make('policy-officer'),
      claims: await make('claims-system'),
    };
  });
}

/** A year of facts, told to the processes while they are killed and started again. */
class Year {
  readonly recorded: Recorded[] = [];
  private readonly chance = new Chance(SEED);
  /** Of kills, on its own: what happens in the year shall not depend on when they fall. */
  private readonly moments = new Chance(SEED + 1);
  private readonly members: string[] = [];
  private claims = 0;
  private transports = 0;
  refused = 0;

  constructor(
    private readonly keys: Keys,
    private readonly ledger: LedgerProcess,
    private readonly claimsSystem: ClaimsProcess,
  ) {}

  private get url(): string {
    return `http://127.0.0.1:${place.port}`;
  }

  ask(key: string, path: string, body?: object): Promise<OfficeAnswer> {
    return send(this.url, key, body === undefined ? { method: 'GET', path } : { path, body });
  }

  /** What happens on a day. */
  async pass(on: string): Promise<void> {
    const { chance } = this;
    if (this.members.length < SIZE.members) {
      const member = `P-${String(this.members.length + 1).padStart(4, '0')}`;
      this.members.push(member);
      await this.tell(member, registration(member));
    }
    for (let left = SIZE.aDay; left > 0; left -= 1) {
      const member = chance.of(this.members);
      const what = happening(chance, { member, on, recorded: this.recorded });
      if (what !== undefined) await this.tell(member, what);
      this.claims += 1;
      const claimId = `C-${String(this.claims).padStart(5, '0')}`;
      this.claimsSystem.handIn(claimOn(chance, { claimId, member: chance.of(this.members), on }));
    }
  }

  /** Kills one side, or both, at some moment of the next seconds, and starts it again. */
  async kill(): Promise<void> {
    const { moments } = this;
    await pause(moments.below(150));
    const whom = moments.below(3);
    if (whom !== 1) await this.ledger.kill();
    if (whom !== 0) await this.claimsSystem.kill();
    await pause(moments.below(150));
    if (whom !== 0) this.startClaims();
    if (whom !== 1) await this.ledger.start();
  }

  startClaims(): void {
    this.transports += 1;
    this.claimsSystem.start(this.transports % 2 === 0 ? 'stream' : 'poll');
  }

  async declare(kind: string, completeThrough: string): Promise<void> {
    for (const region of REGIONS) {
      const { status } = await this.ask(this.keys.operator, '/v1/sources/office/watermarks', {
        ...{ region, kind, completeThrough },
      });
      expect([200, 201]).toContain(status);
    }
  }

  /** The close of the year: begun by one person, approved by another, carried on whatever is killed. */
  async close(): Promise<void> {
    const path = '/v1/year-closes';
    const began = await this.ask(this.keys.operator, path, { region: REGIONS[0], coverageYear: CLOSED_YEAR });
    const id = String(began.body['id']);
    await this.reaches(`${path}/${id}`, 'previewed');
    const { body } = await this.ask(this.keys.reviewer, `${path}/${id}/approval`, {});
    expect(body).toMatchObject({ id });
    await this.reaches(`${path}/${id}`, 'committed');
  }

  /** A change of policy: submitted by one person, simulated, approved by another. The position of what came of it. */
  async adopt({ path, body }: Happening): Promise<number> {
    const { officer, reviewer } = this.keys;
    const submitted = (await this.ask(officer, path, body)).body as unknown as PolicyChangeAnswer;
    expect(submitted).toMatchObject({ state: 'submitted', cases: { passed: 1, failed: 0 } });
    const runs = '/v1/impact-runs';
    const started = await this.ask(officer, runs, {
      population: { everyone: true },
      b: { change: submitted.id },
    });
    const { id: impactRun } = started.body as unknown as ImpactRun;
    await this.reaches(`${runs}/${impactRun}`, 'done');
    const approval = `/v1/policy-changes/${submitted.id}/approval`;
    const approved = (await this.ask(reviewer, approval, { impactRun }))
      .body as unknown as PolicyChangeAnswer;
    expect(approved).toMatchObject({ state: 'adopted', impactRun, position: expect.any(Number) });
    return Number(approved.position);
  }

  /** Everything that the feed has told of answers. */
  async feed(key: string): Promise<readonly AnswerChangedEntry[]> {
    const told: AnswerChangedEntry[] = [];
    for (;;) {
      const after = told.at(-1)?.cursor ?? 'beginning';
      const { body } = await this.ask(key, `/v1/feed?limit=500&after=${encodeURIComponent(after)}`);
      const entries = body as unknown as readonly AnswerChangedEntry[];
      if (entries.length === 0) return told;
      told.push(...entries);
    }
  }

  private async reaches(path: string, state: string): Promise<void> {
    for (;;) {
      const { body } = await this.ask(this.keys.operator, path);
      if (body['state'] === state) return;
      await pause(100);
    }
  }

  /** The read model has everything, and stands on the day. */
  async isCaughtUp(): Promise<void> {
    for (;;) {
      const { body } = await this.ask(this.keys.clerk, '/readyz');
      const { store, projections, clock } = body as {
        readonly store: { readonly position: number };
        readonly clock: { readonly today: string };
        readonly projections: readonly {
          position: number;
          state: string;
          asOf: string;
          parkedMembers: number;
        }[];
      };
      const [standing] = projections;
      expect(standing?.parkedMembers).toBe(0);
      const isThere = standing?.position === store.position && standing.asOf === clock.today;
      if (isThere && standing.state === 'following') return;
      await pause(50);
    }
  }

  private async tell(
    member: string,
    { path, body }: { readonly path: string; readonly body: object },
  ): Promise<void> {
    const { status, body: answer } = await this.ask(this.keys.clerk, path, body);
    if (status !== 201) {
      this.refused += 1;
      return;
    }
    const { id, type } = answer['event'] as { readonly id: string; readonly type: string };
    this.recorded.push({ member, type, eventId: id, body: body as Recorded['body'] });
  }
}

/** What the claims of a table would be priced at by the facts alone. */
function freshPrices(claims: readonly PricedClaim[]): Promise<readonly unknown[]> {
  return withLedger(LAST_DAY, (ledger) =>
    Promise.all(
      claims.map(async ({ claimId, member, servedOn, costFen }) => {
        const found = await freshAnswer(ledger, { member, on: servedOn });
        if (found === undefined) return { claimId, payable: false, ceilingFen: null, paysFen: 0 };
        const { pooledFund, ceiling } = found;
        const paysFen = paysOf(costFen, pooledFund.payable, ceiling.effectiveFen);
        return { claimId, payable: pooledFund.payable, ceilingFen: ceiling.effectiveFen, paysFen };
      }),
    ),
  );
}

/** The days of the claims, and some of every member. */
function daysToCompare(table: readonly PricedClaim[]): readonly MemberDay[] {
  const days: MemberDay[] = table.map(({ member, servedOn: on }) => ({ member, on }));
  for (const member of new Set(table.map((claim) => claim.member)))
    for (let on = FIRST_DAY; on < LAST_COMPARED_DAY; on = addDays(on, 45)) days.push({ member, on });
  return days;
}

function tableOfClaims(): readonly PricedClaim[] {
  const database = new ClaimsDatabase(claimsOf(place));
  try {
    return database.everything();
  } finally {
    database.close();
  }
}

test(
  'through a year of late facts, corrections, a close, changes of policy and kills of every process a claims system pays what the facts say, to the fen',
  async () => {
    setClock(place, noon(FIRST_DAY));
    writeRegions('300000');
    const { claims, ...keys } = await makeKeys();
    const ledger = new LedgerProcess(place);
    const claimsSystem = new ClaimsProcess(place, claims);
    claimsSystem.build();
    const year = new Year(keys, ledger, claimsSystem);
    const changes: number[] = [];
    let entries: readonly AnswerChangedEntry[] = [];
    try {
      await ledger.start();
      year.startClaims();
      const days: string[] = [];
      for (let day = FIRST_DAY; day < LAST_DAY; day = addDays(day, SIZE.everyDays)) days.push(day);
      const killEvery = Math.max(1, Math.floor(days.length / SIZE.kills));
      const [closing, declaring, raising, adopting, choosing] = [0.5, 0.7, 0.6, 0.75, 0.85].map((part) =>
        Math.floor(days.length * part),
      );
      for (const [index, day] of days.entries()) {
        setClock(place, noon(day));
        const killed = index % killEvery === killEvery - 1 ? year.kill() : undefined;
        await year.pass(day);
        if (index === closing) await Promise.all([year.close(), year.kill()]);
        await killed;
        if (index === declaring) await year.declare('premiums', addDays(civilDate(day), -10));
        if (index === raising) {
          // Another figure of the region, which the ledger takes over when it starts.
          writeRegions('{ 2027: 300000, 2028: 310000 }');
          await ledger.kill();
          await ledger.start();
        }
        if (index === adopting) {
          const [position] = await Promise.all([year.adopt(packDraft(day)), year.kill()]);
          changes.push(position);
        }
        if (index === choosing) {
          changes.push(await year.adopt(readingDraft));
          // Before the read model can have told all of it.
          await ledger.kill();
          await ledger.start();
        }
      }
      setClock(place, noon(LAST_DAY));
      await year.isCaughtUp();
      await claimsSystem.settle();
      entries = await year.feed(claims);
    } finally {
      await Promise.all([claimsSystem.kill(), ledger.kill()]);
    }
    const table = tableOfClaims();
    expect([ledger.said, claimsSystem.said]).toEqual(['', '']);
    expect(table.every(({ isOpen }) => !isOpen)).toBe(true);
    const prices = table.map(({ claimId, payable, ceilingFen, paysFen }) => ({
      ...{ claimId, payable, ceilingFen, paysFen },
    }));
    expect(prices).toEqual(await freshPrices(table));
    expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
    const figures: ReadonlySet<string>[] = [];
    await withLedger(LAST_DAY, async (opened) => {
      for (const position of changes) {
        const { told, due } = await tellingsOf(opened, { entries, position, days: daysToCompare(table) });
        expect(told).toEqual(due);
        figures.push(new Set(due.filter(({ times }) => times === 1).map(({ figure }) => figure)));
      }
    });
    // What the year is to be about has come to pass.
    expect(figures[0]).toEqual(new Set(['pooledFund', 'effectiveCeilingFen']));
    expect(figures[1]).toContain('pooledFund');
    const counts = await countsOfEvents();
    const kinds = ['PremiumRefunded', 'FactCorrected', 'CoverageLapsed', 'SourceCompleteThrough'];
    for (const type of kinds) expect([type, counts[type]]).toEqual([type, expect.any(Number)]);
    expect(counts['RegionConfigured']).toBe(2 * REGIONS.length);
    expect([counts['PackAdopted'], counts['ReadingChosen']]).toEqual([packs.length + 1, 1]);
    expect(counts['DecisionServed']).toBeGreaterThan(table.length);
    expect(new Set(table.map(({ payable }) => payable))).toEqual(new Set([true, false, null]));
    expect(table.some(({ paysFen, costFen, payable }) => payable === true && paysFen! < costFen)).toBe(true);
    expect(Math.min(ledger.kills, claimsSystem.kills)).toBeGreaterThan(1);
  },
  isFull ? 3_600_000 : 300_000,
);
