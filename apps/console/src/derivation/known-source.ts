import type { Fact } from '#libs/enrollment';
import {
  bookOf,
  factAsFlip,
  isShown,
  type KnownMember,
  type RegionScope,
  regionsNamed,
  visibilityOf,
} from '#libs/ledger/pure';
import { factOf, type MemberSource } from './local-member.js';
import { bookAt, declaredAt, type PolicySource, policyAt } from './policy-source.js';

/**
 * A member as the browser holds it and a caller may see it. What it says is what the server would say where the caller sees
 * every fact of the member.
 */
export function knownSource({ events, policy }: MemberSource, scope: RegionScope): KnownMember {
  const facts = events.map((event) => ({ position: event.position, fact: factOf(event) }));
  const regions = regionsNamed(facts.map(({ fact }) => fact));
  const ofPolicy = policy.events.filter(({ kind }) => kind !== 'watermark');
  const elsewhere = positionsElsewhere(policy, regions);
  return {
    momentsIn({ after, through }) {
      const told = [...events, ...policy.events]
        .map(({ position }) => position)
        .filter((position) => position > after && position <= through && !elsewhere.has(position));
      return [...new Set(told)].sort((a, b) => a - b);
    },
    seenAt(position) {
      const known = facts.filter((each) => each.position <= position).map(({ fact }) => fact);
      if (known.length === 0) return undefined;
      const visibility = visibilityOf(known, bookOf(policyAt(policy, position)), scope);
      if (visibility === undefined) return undefined;
      return { facts: known.filter((fact: Fact) => isShown(fact, known, visibility)), visibility };
    },
    policyCountAt: (position) => ofPolicy.filter((each) => each.position <= position).length,
    bookAt: ({ knownAt, pack, readings }) => bookAt(policy, { position: knownAt, pack, readings }),
    sourcesAt(position) {
      // A day asks for the same sources many times over.
      const known = new Map<string, ReturnType<typeof declaredAt>>();
      const declared = (region: string, kind: string): ReturnType<typeof declaredAt> => {
        const name = `${region} ${kind}`;
        const found = known.get(name) ?? declaredAt(policy, { region, kind }, position);
        known.set(name, found);
        return found;
      };
      return {
        isDeclared: (region) =>
          policy.watermarks.some((each) => each.region === region && each.position <= position),
        sourcesOf: (region) => ({ declared: (kind) => declared(region, kind), told: () => [] }),
      };
    },
    eventAt(position) {
      const event = events.find((each) => each.position === position);
      if (event !== undefined) return factAsFlip(event);
      return policy.events.find((each) => each.position === position) ?? null;
    },
    isShownFact: (id) => events.some((each) => each.id === id),
  };
}

/** Where data and sources of regions that the member's facts do not name became known. */
function positionsElsewhere(
  { regions, watermarks }: PolicySource,
  named: ReadonlySet<string>,
): ReadonlySet<number> {
  const places = [
    ...regions.map(({ code, position }) => ({ region: code, position })),
    ...watermarks.map(({ region, position }) => ({ region, position })),
  ];
  return new Set(places.filter(({ region }) => !named.has(region)).map(({ position }) => position));
}
