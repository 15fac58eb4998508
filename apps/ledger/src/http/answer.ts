import { type Coordinates, eTagOf } from '#libs/ledger';

/** What a handler of a route returns: the body, and what its headers say beyond the body's coordinates. */
export class Answer {
  constructor(
    readonly body: object,
    readonly options: {
      /** Number of the member's events, where the answer is about one member. */
      readonly memberVersion?: number | undefined;
      /** The version is the entity itself: a strong `ETag` that `If-Match` takes. */
      readonly isVersioned?: boolean | undefined;
      readonly replayed?: boolean | undefined;
      /** The answer tells of an append: it is no entity that could be asked for again. */
      readonly isReceipt?: boolean | undefined;
      /** The body in canonical JSON, where somebody has written it already: bytes that were recorded are sent as they are. */
      readonly text?: string | undefined;
      /** Default 200, or 201 for a POST that has appended. */
      readonly status?: number | undefined;
    } = {},
  ) {}
}

/**
 * The headers of an answer: its coordinates, how far the ledger was sealed meanwhile, the member's version and the entity
 * tag. How far it was sealed is no part of the body, so that the same question has the same bytes at any time.
 */
export function headersOf(
  { body, options }: Answer,
  sealedThrough?: number,
): Readonly<Record<string, string>> {
  const { coordinates } = body as { readonly coordinates?: Partial<Coordinates> };
  const { memberVersion, isVersioned = false, isReceipt = false, replayed = false } = options;
  const version = memberVersion === undefined ? undefined : String(memberVersion);
  return {
    ...(coordinates === undefined ? {} : coordinateHeaders(coordinates, sealedThrough)),
    ...(version === undefined ? {} : { 'Member-Version': version }),
    ...(isReceipt ? {} : { ETag: isVersioned && version !== undefined ? `"${version}"` : eTagOf(body) }),
    ...(replayed ? { 'Idempotent-Replayed': 'true' } : {}),
  };
}

function coordinateHeaders(
  coordinates: Partial<Coordinates>,
  sealedThrough: number | undefined,
): Readonly<Record<string, string>> {
  const { on, knownAt, position, packs, engine } = coordinates;
  const headers = {
    'Ledger-On': on,
    'Ledger-Known-At': knownAt ?? undefined,
    'Ledger-Position': position === undefined ? undefined : String(position),
    'Policy-Pack': packs?.map(({ id, version }) => `${id}@${version}`).join(', '),
    'Engine-Version': engine,
    'Projection-Lag': '0',
    'Ledger-Sealed-Through': sealedThrough === undefined ? undefined : String(sealedThrough),
  };
  return Object.fromEntries(
    Object.entries(headers).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
}
