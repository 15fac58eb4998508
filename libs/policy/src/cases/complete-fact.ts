import { FACT_FIELDS, type FactType, type Field, type Reason } from '#libs/enrollment';

/** A fact as somebody submits it: its type and fields in one object, money in fen, nothing checked yet. */
export type SubmittedBody = Readonly<Record<string, unknown>>;

/** The reason of an undoing fact in a case that does not give one. */
const UNSTATED_REASON: Reason = 'recorded-in-error';

/**
 * Fills in what a case may leave out (docs/domain.md §7): amounts and counts are 0, lists empty, the region is the
 * member's own. Whatever is still missing is left to the core, to find in the earlier facts or to refuse.
 */
export function completeFact(body: SubmittedBody, ownRegion: string): SubmittedBody {
  const type = body['type'];
  if (typeof type !== 'string' || !Object.hasOwn(FACT_FIELDS, type)) return body;
  const fields = Object.entries<Field>(FACT_FIELDS[type as FactType].fields);
  const filled = fields.flatMap(([name, field]) => {
    const given = Object.hasOwn(body, name) ? body[name] : unstated(field, name, ownRegion);
    if (given === undefined) return [];
    const isReplacement = field.kind === 'replacement' && typeof given === 'object' && given !== null;
    return [[name, isReplacement ? completeFact(given as SubmittedBody, ownRegion) : given]];
  });
  return { ...body, ...(Object.fromEntries(filled) as SubmittedBody) };
}

function unstated({ kind, optional }: Field, name: string, ownRegion: string): unknown {
  if (optional === 'always') return undefined;
  if (kind === 'reason') return UNSTATED_REASON;
  if (kind === 'region') return name === 'region' ? ownRegion : undefined;
  if (kind === 'amount') return optional === undefined ? 0 : undefined;
  if (kind === 'count' && optional === 'in-cases') return 0;
  return kind === 'years' && optional === 'in-cases' ? [] : undefined;
}
