import { type CivilDate, civilDate } from '#libs/enrollment';
import { COORDINATES } from './address.js';
import { goTo, type Place, usePlace } from './router.js';
import { useSession } from './session.js';

/** The coordinates of a page as its address has them; what is left out has the default of docs/api.md §2. */
export interface Coordinates {
  readonly on: CivilDate;
  /** `pos:92`, an instant or a day; undefined: everything known by now. */
  readonly knownAt: string | undefined;
  readonly pack: string | undefined;
  readonly readings: string | undefined;
}

/** The coordinates of the page, and how to change them: the address, which the frame has looked at, is where they are kept. */
export function useCoordinates(): Coordinates & {
  readonly change: (changed: Partial<Record<keyof Coordinates, string | undefined>>) => void;
} {
  const place = usePlace();
  const { info } = useSession();
  const value = (name: string): string | undefined => place.query.get(name) ?? undefined;
  return {
    on: civilDate(value('on') ?? info.today),
    knownAt: value('knownAt'),
    pack: value('pack'),
    readings: value('readings'),
    change: (changed) => goTo(withQuery(place, changed), { replace: true }),
  };
}

/** The same place with other values in its query; undefined takes one out. */
export function withQuery(
  { path, query }: Place,
  changed: Readonly<Record<string, string | undefined>>,
): string {
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changed)) {
    if (value === undefined) next.delete(name);
    else next.set(name, value);
  }
  return written(path, next);
}

/** Another place at the same coordinates. */
export function placeAt(
  path: string,
  coordinates: Partial<Coordinates>,
  more: Readonly<Record<string, string | undefined>> = {},
): string {
  const query = new URLSearchParams();
  for (const name of Object.keys(COORDINATES) as (keyof Coordinates)[]) {
    const value = coordinates[name];
    if (value !== undefined) query.set(name, value);
  }
  for (const [name, value] of Object.entries(more)) if (value !== undefined) query.set(name, value);
  return written(path, query);
}

/** Colons and commas stay readable: an address is read aloud, too. */
function written(path: string, query: URLSearchParams): string {
  const text = query.toString().replaceAll('%3A', ':').replaceAll('%2C', ',');
  return text === '' ? path : `${path}?${text}`;
}
