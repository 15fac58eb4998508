import { ProjectionError } from '#libs/projections';
import type { LedgerContext } from '../context.js';
import type { RecordedFact } from '../facts/recorded-fact.js';

/** Whose decisions to name: those served to the holder of the actor's key, or everyone's. */
export interface SupersededBy {
  readonly member: string;
  readonly actor: string;
  readonly isOwnOnly: boolean;
}

/**
 * The decisions that a fact supersedes, as far as the read model has come: those for days that it changed which rest on what
 * was known before it. Nothing is waited for, since an append is answered whatever the read model does.
 */
export function supersededDecisions(
  { standings, access }: LedgerContext,
  { event, consequences }: RecordedFact,
  { member, actor, isOwnOnly }: SupersededBy,
): readonly string[] {
  if (standings === undefined) return [];
  const actors = isOwnOnly ? access.actorsOf(actor) : null;
  const before = event.position ?? Number.MAX_SAFE_INTEGER;
  // Most facts change several figures on the same days, which are asked about once.
  const ranges = new Map(consequences.map(({ serviceDates: days }) => [`${days.from}/${days.until}`, days]));
  try {
    const found = [...ranges.values()].flatMap((days) =>
      standings.superseded({ member, before, ...days, actors }),
    );
    return [...new Set(found)].sort();
  } catch (error) {
    if (error instanceof ProjectionError) return [];
    throw error;
  }
}
