import fc from 'fast-check';
import { type Fact, type FactBody, ownDay, type PolicyPack } from '#libs/enrollment';
import { type EventStore, type NewEvent, openSqliteStore, type Position } from '#libs/event-store';
import { type Ledger, openLedger } from '#libs/ledger';
import { packDigest, readRegions } from '#libs/policy';
import { histories } from '../replay/histories.js';
import { packs } from '../replay/sample-policy.js';

/** A ledger in memory whose clock a test sets. */
export interface GivenLog {
  readonly store: EventStore;
  readonly ledger: Ledger;
  /** What the system clock shows, as an instant. */
  setClock(instant: string): void;
}

const logId = '0190f5a2-7d3c-4b1e-8a55-3c2f6e9d0b17';
const author = { actor: 'tester', correlationId: 'test' };

/** Opens a ledger under the packs that ship, with the four sample regions, on 20 November 2027. */
export async function openLog(directory = ':memory:'): Promise<GivenLog> {
  let now = Date.parse('2027-11-20T10:00:00+08:00');
  const store = await openSqliteStore({
    directory,
    create: { logId, kind: 'ledger', clockOffsetMs: 0, appVersion: '0.0.0' },
    clock: () => now,
  });
  return givenLog(store, (instant) => {
    now = instant;
  });
}

/** A ledger on a new store of any kind, under the packs that ship, with the sample regions; `setNow` moves its clock, in ms. */
export async function givenLog(store: EventStore, setNow: (instant: number) => void): Promise<GivenLog> {
  const ledger = await openLedger({ store, packs, engine: '0.0.0' });
  await configure(ledger, 300_000);
  return {
    store,
    ledger,
    setClock: (instant) => {
      setNow(Date.parse(instant));
    },
  };
}

/** Configures the sample regions; another base ceiling than before is an event for each region that has one. */
export async function configure(ledger: Ledger, baseCeilingYuan: number): Promise<void> {
  const yaml = [
    `- { code: "359901", policy: fujian, baseCeilingYuan: ${baseCeilingYuan}, premiumYuan: 400, sample: true }`,
    '- { code: "359902", policy: fujian, baseCeilingYuan: null, premiumYuan: 400, sample: true }',
    `- { code: "359903", policy: lishui, baseCeilingYuan: ${baseCeilingYuan}, premiumYuan: 400, sample: true }`,
    '- { code: "359904", policy: anhui, baseCeilingYuan: 300000, premiumYuan: 400, sample: true }',
  ].join('\n');
  const policies = packs.map(({ id }) => id);
  await ledger.policy.importRegions(readRegions(yaml, 'regions.yaml', policies), author);
}

/** The same pack as a later version in which a break year costs a month more. */
export function stricter(pack: PolicyPack): PolicyPack {
  const { digest: _digest, ...content } = pack;
  const fixed = content.parameters['wait.fixed'].map((dated) => ({ ...dated, value: 4 }));
  const changed = {
    ...content,
    version: '2',
    publishedOn: content.publishedOn,
    parameters: { ...content.parameters, 'wait.fixed': fixed },
  };
  return { ...changed, digest: packDigest(changed) };
}

let made = 0;

/** An event with an id and a document of its own. */
export function eventOf(type: string, data: unknown, effectiveOn?: string): NewEvent {
  made += 1;
  const id = `00000000-0000-4000-8000-${String(made).padStart(12, '0')}`;
  return {
    id,
    type,
    schemaVersion: type === 'PackAdopted' || type === 'RegionConfigured' ? 2 : 1,
    data,
    metadata: {
      ...author,
      source: { system: 'test', document: id },
      ...(effectiveOn === undefined ? {} : { effectiveOn }),
    },
  };
}

/** Appends to the end of a stream; gives the position. */
export async function appendTo(store: EventStore, stream: string, event: NewEvent): Promise<Position> {
  const { length } = await store.readStream(stream);
  const { events } = await store.append(stream, length, [event]);
  return events[0]?.position ?? 0;
}

/** A step of a generated log. */
export interface Step {
  readonly at: string;
  readonly stream: string;
  readonly event: NewEvent;
}

/** The generated lives of so many members, their facts mixed by the instants at which they were recorded. */
export function lives(members: number): fc.Arbitrary<readonly Step[]> {
  return fc.tuple(...Array.from({ length: members }, () => histories('fujian'))).map((generated) => {
    const steps = generated.flatMap(({ facts }, index) =>
      stepsOf(facts, `P-${String(index + 1).padStart(4, '0')}`),
    );
    return steps.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  });
}

/** The facts of a member as events; ids of the generator become ids of events, also where a fact names another one. */
function stepsOf(facts: readonly Fact[], member: string): readonly Step[] {
  const ids = new Map<string, string>();
  return facts.map((fact, index) => {
    const { id: _made, ...made } = eventOf(fact.type, fact.data, effectiveOn(fact, facts.slice(0, index)));
    const id = `${member.slice(2).padStart(8, '0')}-0000-4000-8000-${fact.id.slice(1).padStart(12, '0')}`;
    ids.set(fact.id, id);
    const text = JSON.stringify(fact.data);
    const renamed = text.replace(
      /"corrects":"(f\d+)"/g,
      (_, old: string) => `"corrects":"${ids.get(old) ?? old}"`,
    );
    const event = { ...made, id, data: JSON.parse(renamed) as unknown };
    return { at: fact.recordedAt ?? '', stream: `member-${member}`, event };
  });
}

function effectiveOn(fact: Fact, before: readonly Fact[]): string {
  return ownDay({ type: fact.type, ...fact.data } as FactBody, before) ?? '2024-01-01';
}

/** Appends steps at their instants; what the generator put before the ledger's first day comes on it. */
export async function record({ store, setClock }: GivenLog, steps: readonly Step[]): Promise<void> {
  for (const { at, stream, event } of steps) {
    setClock(at < '2027-11-20T03' ? '2027-11-20T03:00:00.000Z' : at);
    await appendTo(store, stream, event);
  }
}
