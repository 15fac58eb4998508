import { useSyncExternalStore } from 'react';

const STORED = 'canbao.keys';
const listeners = new Set<() => void>();

/** Whether single keys do anything; a person who speaks to the machine switches them off. */
export function areKeysOn(): boolean {
  return window.localStorage.getItem(STORED) !== 'off';
}

/** Switches single keys on or off, on this machine. */
export function setKeysOn(isOn: boolean): void {
  window.localStorage.setItem(STORED, isOn ? 'on' : 'off');
  for (const listener of listeners) listener();
}

/** The setting, as a page shows it. */
export function useKeysOn(): boolean {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, areKeysOn);
}
