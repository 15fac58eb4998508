import { isCivilDate } from '#libs/enrollment';
import { parseInstant } from '#libs/policy/pure';

/** What a parameter of an address holds: a civil day, a moment as `knownAt` takes it, whole fen, or what only the page can judge. */
export type ParameterKind = 'day' | 'moment' | 'fen' | 'text';

/** The parameters that the address of a page may have. */
export type Parameters = Readonly<Record<string, ParameterKind>>;

/** The coordinates as the address of a page about a member has them. */
export const COORDINATES = {
  on: 'day',
  knownAt: 'moment',
  pack: 'text',
  readings: 'text',
} as const satisfies Parameters;

/** Something in an address that no page can answer: a page that answered all the same would answer another question. */
export type Complaint =
  | { readonly kind: 'unknown' | 'twice'; readonly name: string }
  | { readonly kind: Exclude<ParameterKind, 'text'>; readonly name: string; readonly seen: string }
  | {
      readonly kind: 'choice';
      readonly name: string;
      readonly seen: string;
      readonly known: readonly string[];
    };

/** What a page takes from its address. */
export interface Taken {
  readonly parameters: Parameters;
  /** The parts of the path that name one of a fixed number of things. */
  readonly choices: Readonly<Record<string, readonly string[]>>;
}

/** What is wrong with an address: parts of its path first, then its parameters in the order in which they stand; empty: nothing. */
export function complaintsOf(
  { names, query }: { readonly names: Readonly<Record<string, string>>; readonly query: URLSearchParams },
  { parameters, choices }: Taken,
): readonly Complaint[] {
  const chosen = Object.entries(choices).flatMap(([name, known]): readonly Complaint[] => {
    const seen = names[name];
    return seen === undefined || known.includes(seen) ? [] : [{ kind: 'choice', name, seen, known }];
  });
  const asked = [...new Set(query.keys())].flatMap((name): readonly Complaint[] => {
    if (!Object.hasOwn(parameters, name)) return [{ kind: 'unknown', name }];
    const [seen = '', ...more] = query.getAll(name);
    if (more.length > 0) return [{ kind: 'twice', name }];
    const kind = parameters[name];
    return kind === undefined || kind === 'text' || IS_RIGHT[kind](seen) ? [] : [{ kind, name, seen }];
  });
  return [...chosen, ...asked];
}

const IS_RIGHT: Readonly<Record<Exclude<ParameterKind, 'text'>, (text: string) => boolean>> = {
  day: isCivilDate,
  moment: isMoment,
  fen: (text) => /^\d{1,12}$/.test(text),
};

/** True for what `knownAt` takes: a position `pos:92`, a day (its end), or an instant with its offset. Whether it is still to come, the ledger says. */
export function isMoment(text: string): boolean {
  return /^pos:\d{1,15}$/.test(text) || isCivilDate(text) || parseInstant(text) !== null;
}
