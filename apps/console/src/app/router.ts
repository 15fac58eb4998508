import { createContext, useContext, useMemo, useSyncExternalStore } from 'react';

/** Where the console is served. */
export const BASE = '/console';

/** A place in the console: a path below the base, and its query. */
export interface Place {
  readonly path: string;
  readonly query: URLSearchParams;
}

const CHANGED = 'canbao:place';

function subscribe(listener: () => void): () => void {
  window.addEventListener('popstate', listener);
  window.addEventListener(CHANGED, listener);
  return () => {
    window.removeEventListener('popstate', listener);
    window.removeEventListener(CHANGED, listener);
  };
}

const snapshot = (): string => window.location.pathname + window.location.search;

/** The place that the address bar shows. */
export function usePlace(): Place {
  const address = useSyncExternalStore(subscribe, snapshot);
  return useMemo(() => {
    const url = new URL(address, window.location.origin);
    const path = url.pathname.startsWith(BASE) ? url.pathname.slice(BASE.length) : url.pathname;
    return { path: path === '' ? '/' : path, query: url.searchParams };
  }, [address]);
}

/** Goes to a place, such as `/members/P-0001?on=2028-03-15`; `replace` leaves no step behind for the back button. */
export function goTo(place: string, { replace = false }: { readonly replace?: boolean } = {}): void {
  const address = BASE + place;
  if (replace) window.history.replaceState(null, '', address);
  else window.history.pushState(null, '', address);
  window.dispatchEvent(new Event(CHANGED));
}

/** The parts of a path that a pattern such as `/members/:member/why/:field` names; undefined where it is another path. */
export function match(pattern: string, path: string): Readonly<Record<string, string>> | undefined {
  const wanted = pattern.split('/');
  const parts = path.replace(/\/$/, '').split('/');
  if (path === '/' ? pattern !== '/' : wanted.length !== parts.length) return undefined;
  const names: Record<string, string> = {};
  for (const [index, each] of wanted.entries()) {
    const part = decoded(parts[index] ?? '');
    if (part === undefined) return undefined;
    if (each.startsWith(':')) names[each.slice(1)] = part;
    else if (each !== part) return undefined;
  }
  return names;
}

/** A part of a path as it was before it was written into an address; undefined where nothing is written so. */
function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

/** The path that `match` takes apart into the pattern and these names. */
export function pathOf(pattern: string, names: Readonly<Record<string, string>>): string {
  return pattern.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(names[name] ?? ''));
}

/** The parts of the path that the room's pattern names. */
export const PathNames = createContext<Readonly<Record<string, string>>>({});

/** A part of the path of the room that is open. */
export function usePathName(name: string): string {
  return useContext(PathNames)[name] ?? '';
}
