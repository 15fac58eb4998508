import type { CivilDate, PolicyBook, PolicyPack, Readings } from '#libs/enrollment';
import {
  bookOf,
  FALLBACK_PACK,
  type FlipEvent,
  type KnownPolicy,
  type ReadingChoiceAnswer,
  type RegionAnswer,
  type Watermark,
  withReading,
} from '#libs/ledger/pure';
import type { Client } from '../api/client.js';

/** A pack version as it was adopted, with when that was: the position, and the instant at +08:00. */
export interface AdoptedPack {
  readonly pack: PolicyPack;
  readonly position: number;
  readonly adoptedAt: string;
}

/** Everything beside the facts that decides the answers about some regions, as it came in. */
export interface PolicySource {
  readonly packs: readonly AdoptedPack[];
  readonly regions: readonly RegionAnswer[];
  /** What was chosen since for adopted versions, in order. */
  readonly readings: readonly ReadingChoiceAnswer[];
  readonly watermarks: readonly Watermark[];
  /** The events of all that, as they are named where one of them made a difference. */
  readonly events: readonly FlipEvent[];
}

/** What was known at a position never changes: each version is read once, by its digest and where it was adopted. */
const kept = new Map<string, Promise<PolicyPack>>();

/** Reads what decides the answers about the members of some regions, and the versions that questions pin. */
export async function loadPolicy(
  client: Client,
  regions: readonly string[],
  pinned: readonly string[],
): Promise<PolicySource> {
  const [{ body: list }, { body: log }] = await Promise.all([
    client.get('/v1/policy-packs'),
    client.get('/v1/policy-log'),
  ]);
  const configured = log.regions as readonly RegionAnswer[];
  const ids = new Set([
    FALLBACK_PACK,
    ...configured.filter(({ code }) => regions.includes(code)).map(({ pack }) => pack),
    ...pinned.map((each) => each.split('@')[0] ?? ''),
  ]);
  const packs = await Promise.all(
    list.items
      .filter(({ id }) => ids.has(id))
      .map(async ({ id, version, digest, position, adoptedAt }) => ({
        pack: await loadPack(client, { id, version, digest }, position),
        position,
        adoptedAt,
      })),
  );
  return {
    packs,
    regions: configured,
    readings: log.readings as unknown as readonly ReadingChoiceAnswer[],
    watermarks: log.watermarks as readonly Watermark[],
    events: log.events as readonly FlipEvent[],
  };
}

/** The whole content of an adopted version: as it is read now, or as it was at a position. */
export function loadPack(
  client: Client,
  { id, version, digest }: { readonly id: string; readonly version: string; readonly digest: string },
  position?: number,
): Promise<PolicyPack> {
  const key = `${digest} ${String(position)}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const loading = client
    .get('/v1/policy-packs/{id}/versions/{version}', {
      path: { id, version },
      query: { knownAt: position === undefined ? undefined : `pos:${String(position)}` },
    })
    .then(({ body }) => {
      const { adoptedAt: _adoptedAt, position: _position, coordinates: _coordinates, ...pack } = body;
      return pack as unknown as PolicyPack;
    });
  kept.set(key, loading);
  loading.catch(() => kept.delete(key));
  return loading;
}

/** What was known of policy at a position. */
export function policyAt({ packs, regions, readings }: PolicySource, position: number): KnownPolicy {
  const chosen = readings.filter((each) => each.position <= position);
  const latest = new Map<string, RegionAnswer>();
  for (const region of regions) if (region.position <= position) latest.set(region.code, region);
  return {
    packs: packs
      .filter((each) => each.position <= position)
      .map(({ pack }) => chosen.reduce(withReading, pack)),
    regions: [...latest.values()].map(({ code, ...rest }) => ({ region: code, ...rest })),
  };
}

/** The rules as known at a position, with what a question changes about them. */
export function bookAt(
  policy: PolicySource,
  {
    position,
    pack,
    readings,
  }: { readonly position: number; readonly pack: string | null; readonly readings: Partial<Readings> },
): PolicyBook {
  // As read at the moment asked about, or as read now where it was adopted later.
  const versions = [position, Number.MAX_SAFE_INTEGER].flatMap((known) => policyAt(policy, known).packs);
  const pin = pack === null ? undefined : versions.find(({ id, version }) => `${id}@${version}` === pack);
  return bookOf(policyAt(policy, position), { pin, readings });
}

/** What of policy became known at a position, by its name; null: not among what was loaded. */
export function policyName(
  { packs, regions, readings, watermarks }: PolicySource,
  position: number,
): string | null {
  const pack = packs.find((each) => each.position === position)?.pack;
  if (pack !== undefined) return `${pack.id}@${pack.version}`;
  const reading = readings.find((each) => each.position === position);
  if (reading !== undefined) return `${reading.reading} ${reading.pack}`;
  const watermark = watermarks.find((each) => each.position === position);
  if (watermark !== undefined) return `${watermark.source} ${watermark.completeThrough}`;
  return regions.find((each) => each.position === position)?.code ?? null;
}

/** What the sources of a region and kind had declared at a position: the last declaration of each. */
export function declaredAt(
  { watermarks }: PolicySource,
  place: { readonly region: string; readonly kind: string },
  position: number,
): readonly { readonly source: string; readonly completeThrough: CivilDate }[] {
  const latest = new Map<string, Watermark>();
  for (const each of watermarks) {
    const isHere = each.region === place.region && each.kind === place.kind;
    if (isHere && each.position <= position) latest.set(each.source, each);
  }
  return [...latest.values()];
}
