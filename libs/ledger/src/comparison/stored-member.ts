import type { Point } from '#libs/enrollment';
import type { LedgerContext } from '../context.js';
import { pinnedPack } from '../coordinates/resolve.js';
import { type AskedMember, shownOf } from '../members/ask-member.js';
import { memberEventOf, type StoredFact } from '../members/stored-fact.js';
import { mayPlace, type Visibility, visibilityOf } from '../members/visibility.js';
import type { RegionScope } from '../scope.js';
import { type DeclaredSources, factAsFlip, type KnownMember, regionsNamed } from './known-member.js';

/** The point of a question whose coordinates are settled. */
export function pointOf({ on, position, pack, readings }: AskedMember): Point {
  return { on, knownAt: position, pack, readings };
}

/** A member as the store knows it and one caller may see it. Policy and watermarks have been read. */
export function storedMember(
  context: LedgerContext,
  {
    scope,
    all,
    shown,
  }: {
    readonly scope: RegionScope;
    /** Every fact of the member, in order of position. */
    readonly all: readonly StoredFact[];
    /** Those of them that the caller sees at the coordinates asked about. */
    readonly shown: readonly StoredFact[];
  },
): KnownMember {
  const { policy, watermarks } = context;
  const seen = new Set(shown.map(({ position }) => position));
  const hidden = new Set(all.filter(({ position }) => !seen.has(position)).map(({ fact }) => fact.id));
  const regions = regionsNamed(all.map(({ fact }) => fact));
  /** What the caller may see, by the number of facts that may have changed it: deriving a member who moved takes long. */
  const sights = new Map<number, Visibility | undefined>();
  const visibilityOfKnown = (known: readonly StoredFact[], position: number): Visibility | undefined => {
    const facts = known.map(({ fact }) => fact);
    const placing = facts.filter(mayPlace).length;
    if (!sights.has(placing)) sights.set(placing, visibilityOf(facts, policy.bookAt(position), scope));
    return sights.get(placing);
  };
  return {
    momentsIn({ after, through }) {
      const told = [...all, ...watermarks.upTo(through).filter(({ region }) => regions.has(region))]
        .map(({ position }) => position)
        .filter((position) => position > after && position <= through);
      const moments = new Set([...told, ...policy.positions({ after, through }, regions)]);
      return [...moments].sort((x, y) => x - y);
    },
    seenAt(position) {
      const known = all.filter((each) => each.position <= position);
      if (known.length === 0) return undefined;
      const visibility = visibilityOfKnown(known, position);
      return visibility && shownOf(known, visibility);
    },
    policyCountAt: (position) => policy.countAt(position),
    bookAt({ knownAt, pack, readings }) {
      const pin = pack === null ? undefined : pinnedPack(context, pack, { position: knownAt });
      return policy.bookAt(knownAt, { pin, readings });
    },
    sourcesAt: (position) => declaredAt(context, position),
    eventAt(position) {
      const stored = all.find((each) => each.position === position);
      if (stored === undefined) return policy.eventAt(position) ?? watermarks.eventAt(position) ?? null;
      return hidden.has(stored.fact.id) ? null : factAsFlip(memberEventOf(stored, new Map()));
    },
    isShownFact: (id) => !hidden.has(id),
  };
}

/** What the sources had declared at a position; watermarks have been read. */
export function declaredAt({ watermarks }: LedgerContext, position: number): DeclaredSources {
  return {
    isDeclared: (region) => watermarks.isDeclared(region, position),
    sourcesOf: (region) => ({
      declared: (kind) => watermarks.declared({ region, kind }, position),
      // Which sources told of the member is shown elsewhere; what is determined does not rest on it.
      told: () => [],
    }),
  };
}
