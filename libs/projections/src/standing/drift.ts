import type { EventLog } from '#libs/event-store';
import type { DerivedMember, MemberSource } from '../ports.js';
import type { Checkpoint } from '../sqlite/generations.js';
import type { ParkedEvents } from '../sqlite/parked-events.js';
import type { StandingRows } from '../sqlite/standing-rows.js';

/** What a drift check found. */
export interface DriftReport {
  readonly checked: number;
  /** Members whose row is not what the log gives. One is one too many: a row or the program is damaged. */
  readonly different: readonly string[];
}

/**
 * Derives a sample of the members anew, by chance, and compares it with their rows. Members that are set aside are known
 * to differ, and are left out; so is everything while a long step is under way.
 */
export async function checkDrift(
  parts: {
    readonly store: EventLog;
    readonly source: MemberSource;
    readonly rows: StandingRows;
    readonly parked: ParkedEvents;
  },
  { position, asOf, underway }: Checkpoint,
  { sample, random }: { readonly sample: number; readonly random: () => number },
): Promise<DriftReport> {
  const { store, source, rows, parked } = parts;
  if (asOf === null || underway !== null) return { checked: 0, different: [] };
  const different = new Set<string>();
  let checked = 0;
  for (let taken = 0; taken < sample; taken += 1) {
    const row = rows.any(random());
    if (row === undefined) break;
    if (parked.has(row.member)) continue;
    const loaded = await source.load(row.member, await store.readStream(source.streamOf(row.member)));
    const derived = loaded.at({ position, on: asOf });
    const kept: DerivedMember = { row, regions: rows.regionsOf(row.member) };
    if (derived === undefined || textOf(derived) !== textOf(kept)) different.add(row.member);
    checked += 1;
  }
  return { checked, different: [...different] };
}

function textOf({ row, regions }: DerivedMember): string {
  const { member, region, nextChangeOn, version, position, standing } = row;
  return JSON.stringify([member, region, nextChangeOn, version, position, standing, regions]);
}
