import { EXPLAINED_FIELDS, FACT_FIELDS, FACT_TYPES, type FactType } from '#libs/enrollment';
import { lazy, type ComponentType } from 'react';
import type { MessageName } from '../words/words.js';
import { COORDINATES, type ParameterKind, type Parameters, type Taken } from './address.js';
import { match } from './router.js';

/** A room of the console: what it is called, who may enter, and where its page is loaded from when it is first opened. */
export interface Room {
  readonly pattern: string;
  readonly title: MessageName;
  /** The action of docs/api.md §8 that its data needs; null: everyone who is signed in. */
  readonly needs: string | null;
  /** Stands in the menu. */
  readonly inMenu?: true;
  readonly Page: ComponentType;
  /** The parameters of its address; without: none. */
  readonly parameters?: Parameters | ((names: Readonly<Record<string, string>>) => Parameters);
  /** The parts of its path that name one of a fixed number of things. */
  readonly choices?: Readonly<Record<string, readonly string[]>>;
}

/** A room that a path leads to, the parts of the path that its pattern names, and what it takes from the address. */
export interface FoundRoom {
  readonly room: Room;
  readonly names: Readonly<Record<string, string>>;
  readonly taken: Taken;
}

/** The explanation of any figure is one page, and so is the form of any fact: what is chosen on it stays in focus. */
const explanation = lazy(() => import('../rooms/explanation/explanation.js'));
const record = lazy(() => import('../rooms/record/record.js'));

/** The parts of a path that a page changes by itself. */
const CHOSEN_ON_PAGE = ['field', 'type'];

/** The facts that are recorded of a member who is there. */
const RECORDED_TYPES = FACT_TYPES.filter((type) => type !== 'MemberRegistered');

/** What the form of a fact may begin with. */
function fieldsOfFact(type: FactType): Parameters {
  const kind: Readonly<Record<string, ParameterKind>> = { amount: 'fen', date: 'day' };
  return Object.fromEntries(
    Object.entries(FACT_FIELDS[type].fields).map(([name, field]) => [name, kind[field.kind] ?? 'text']),
  );
}

/** The form of a premium is that which opens without a type. */
function parametersOfForm({ type = 'PremiumPaid' }: Readonly<Record<string, string>>): Parameters {
  const known = RECORDED_TYPES.find((each) => each === type);
  return { ...COORDINATES, ...(known === undefined ? {} : fieldsOfFact(known)) };
}

/** Every room, in the order of the menu. */
export const ROOMS: readonly Room[] = [
  {
    pattern: '/',
    title: 'desk.title',
    needs: null,
    inMenu: true,
    Page: lazy(() => import('../rooms/desk/desk.js')),
  },
  {
    pattern: '/members',
    title: 'search.title',
    needs: 'read-members',
    inMenu: true,
    Page: lazy(() => import('../rooms/search/search.js')),
    parameters: { prefix: 'text', region: 'text', after: 'text' },
  },
  {
    pattern: '/rules',
    title: 'rules.title',
    needs: 'read-policy',
    inMenu: true,
    Page: lazy(() => import('../rooms/rules/rules.js')),
  },
  {
    pattern: '/readings',
    title: 'readings.title',
    needs: 'read-policy',
    inMenu: true,
    Page: lazy(() => import('../rooms/readings/readings.js')),
  },
  {
    pattern: '/rules/:pack',
    title: 'rules.title',
    needs: 'read-policy',
    Page: lazy(() => import('../rooms/rules/pack.js')),
  },
  {
    pattern: '/readings/:reading',
    title: 'readings.title',
    needs: 'read-policy',
    Page: lazy(() => import('../rooms/readings/reading.js')),
  },
  {
    pattern: '/members/:member',
    title: 'tabs.person',
    needs: 'read-members',
    Page: lazy(() => import('../rooms/person/person.js')),
    parameters: COORDINATES,
  },
  {
    pattern: '/members/:member/why/:field',
    title: 'tabs.why',
    needs: 'read-members',
    Page: explanation,
    parameters: COORDINATES,
    choices: { field: EXPLAINED_FIELDS },
  },
  {
    pattern: '/members/:member/balances',
    title: 'tabs.balances',
    needs: 'read-members',
    Page: lazy(() => import('../rooms/balances/balances.js')),
    parameters: COORDINATES,
  },
  {
    pattern: '/members/:member/replay',
    title: 'tabs.replay',
    needs: 'read-members',
    Page: lazy(() => import('../rooms/replay/replay.js')),
    parameters: { ...COORDINATES, bOn: 'day', bKnownAt: 'moment', bPack: 'text', bReadings: 'text' },
  },
  {
    pattern: '/members/:member/regions',
    title: 'tabs.regions',
    needs: 'read-members',
    Page: lazy(() => import('../rooms/regions/regions.js')),
    parameters: COORDINATES,
  },
  {
    pattern: '/members/:member/repair',
    title: 'tabs.repair',
    needs: 'quote',
    Page: lazy(() => import('../rooms/repair/repair.js')),
    parameters: COORDINATES,
  },
  {
    pattern: '/members/:member/letter',
    title: 'tabs.letter',
    needs: 'decide',
    Page: lazy(() => import('../rooms/letter/letter.js')),
    parameters: COORDINATES,
  },
  {
    pattern: '/members/:member/record',
    title: 'tabs.record',
    needs: 'append-facts',
    Page: record,
    parameters: parametersOfForm,
  },
  {
    pattern: '/members/:member/record/:type',
    title: 'tabs.record',
    needs: 'append-facts',
    Page: record,
    parameters: parametersOfForm,
    choices: { type: RECORDED_TYPES },
  },
  {
    pattern: '/record/MemberRegistered',
    title: 'record.register',
    needs: 'append-facts',
    Page: lazy(() => import('../rooms/record/register.js')),
    parameters: { member: 'text', ...fieldsOfFact('MemberRegistered') },
  },
  {
    pattern: '/decisions/:decision',
    title: 'tabs.letter',
    needs: 'read-decisions',
    Page: lazy(() => import('../rooms/letter/decision.js')),
  },
];

/** The room of a path; undefined: the path leads to none. */
export function roomAt(path: string): FoundRoom | undefined {
  for (const room of ROOMS) {
    const names = match(room.pattern, path);
    if (names !== undefined) return { room, names, taken: takenBy(room, names) };
  }
  return undefined;
}

function takenBy({ parameters = {}, choices = {} }: Room, names: FoundRoom['names']): Taken {
  return { parameters: typeof parameters === 'function' ? parameters(names) : parameters, choices };
}

/** Names the page of a path: as long as it is the same, what stands on the page stays. */
export function pageKey(path: string): string {
  const found = roomAt(path);
  if (found === undefined) return path;
  const names = Object.entries(found.names).filter(([name]) => !CHOSEN_ON_PAGE.includes(name));
  return JSON.stringify([found.room.title, names]);
}
