import { useMemo, useSyncExternalStore } from 'react';

/** What single keys do, each with the key that it has until another is chosen. */
export const DEFAULT_KEYS = {
  search: '/',
  nextFact: 'j',
  previousFact: 'k',
  dayBefore: '[',
  dayAfter: ']',
  monthBefore: '{',
  monthAfter: '}',
  knownBefore: ',',
  knownAfter: '.',
  why: 'e',
  diff: 'd',
  bisect: 'b',
  table: 't',
  copy: 'c',
  print: 'p',
  help: '?',
} as const;

export type KeyAction = keyof typeof DEFAULT_KEYS;
/** The key of every action, as `KeyboardEvent.key` names it: one character. */
export type Bindings = Readonly<Record<KeyAction, string>>;

export const KEY_ACTIONS = Object.keys(DEFAULT_KEYS) as readonly KeyAction[];

const SWITCH = 'canbao.keys';
const CHOSEN = 'canbao.keys.chosen';
const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether single keys do anything; a person who speaks to the machine switches them off. */
export function areKeysOn(): boolean {
  return window.localStorage.getItem(SWITCH) !== 'off';
}

/** Switches single keys on or off, on this machine. */
export function setKeysOn(isOn: boolean): void {
  window.localStorage.setItem(SWITCH, isOn ? 'on' : 'off');
  tell();
}

/** The setting, as a page shows it. */
export function useKeysOn(): boolean {
  return useSyncExternalStore(subscribe, areKeysOn);
}

/** The keys in use: those chosen on this machine, else those that the console begins with. */
export function bindings(): Bindings {
  return bindingsFrom(window.localStorage.getItem(CHOSEN));
}

/** The keys in use, as a page shows them. */
export function useBindings(): Bindings {
  const chosen = useSyncExternalStore(subscribe, () => window.localStorage.getItem(CHOSEN));
  return useMemo(() => bindingsFrom(chosen), [chosen]);
}

/** The keys of a stored choice; what is no choice of these actions, or gives two of them one key, counts for nothing. */
export function bindingsFrom(stored: string | null): Bindings {
  const chosen = entriesOf(stored).filter(
    ([action, key]) => Object.hasOwn(DEFAULT_KEYS, action) && typeof key === 'string' && isUsableKey(key),
  );
  const keys = { ...DEFAULT_KEYS, ...(Object.fromEntries(chosen) as Partial<Bindings>) };
  return new Set(Object.values(keys)).size === KEY_ACTIONS.length ? keys : DEFAULT_KEYS;
}

function entriesOf(stored: string | null): readonly (readonly [string, unknown])[] {
  try {
    return Object.entries(JSON.parse(stored ?? '{}') as object);
  } catch {
    return [];
  }
}

/** True for a key that writes one character, other than the space, which presses what is focused. */
export function isUsableKey(key: string): boolean {
  return /^\S$/u.test(key);
}

/** Gives an action another key; one that another action has stays with that. Returns the action that has it, else null. */
export function chooseKey(action: KeyAction, key: string): KeyAction | null {
  const keys = bindings();
  const taken = KEY_ACTIONS.find((each) => each !== action && keys[each] === key);
  if (taken !== undefined) return taken;
  window.localStorage.setItem(CHOSEN, JSON.stringify({ ...keys, [action]: key }));
  tell();
  return null;
}

/** Gives every action the key again that it had at first. */
export function forgetKeys(): void {
  window.localStorage.removeItem(CHOSEN);
  tell();
}
