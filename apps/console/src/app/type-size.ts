import { useSyncExternalStore } from 'react';

const STORED = 'canbao.type';
const listeners = new Set<() => void>();

function isLarge(): boolean {
  return window.localStorage.getItem(STORED) === 'large';
}

/** Sets letters to at least 18 px, on this machine. */
export function setLarge(large: boolean): void {
  window.localStorage.setItem(STORED, large ? 'large' : 'normal');
  showTypeSize();
  for (const listener of listeners) listener();
}

/** Puts the chosen size on the document. */
export function showTypeSize(): void {
  document.documentElement.classList.toggle('large', isLarge());
}

/** Whether letters are large. */
export function useLarge(): boolean {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, isLarge);
}
