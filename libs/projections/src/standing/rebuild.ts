import { civilDayOfInstant } from '#libs/enrollment';
import type { EventLog, RecordedEvent } from '#libs/event-store';
import type { MemberSource, Pauses, Point } from '../ports.js';
import type { ReadModelDatabase } from '../sqlite/database.js';
import type { Generation, Generations } from '../sqlite/generations.js';
import type { ParkedEvents } from '../sqlite/parked-events.js';
import type { StandingRows } from '../sqlite/standing-rows.js';
import { attempt, derivedAt, type SetAside, setAside } from './set-aside.js';

/** How far a rebuild has come, in positions of the log. */
export interface RebuildProgress {
  /** Members built by this run. */
  readonly members: number;
  readonly through: number;
  readonly total: number;
}

/** What a generation is built with. */
export interface BuildParts {
  readonly store: EventLog;
  readonly source: MemberSource;
  readonly pauses: Pauses;
  readonly database: ReadModelDatabase;
  readonly generations: Generations;
  readonly rows: StandingRows;
  readonly parked: ParkedEvents;
  readonly generation: Generation;
}

/**
 * Fills the rows of a new generation as they stand at its checkpoint: the log is walked once, and each member is derived
 * where its first event is found. It goes on where an earlier run ended.
 *
 * @param signal ends it after the page that is being built; true: all is built
 */
export async function build(
  parts: BuildParts,
  signal: AbortSignal,
  tell: (progress: RebuildProgress) => void,
): Promise<boolean> {
  const { store, source, pauses, database, generations, rows, parked, generation } = parts;
  const { checkpoint } = generation;
  const { position: total, asOf, underway } = checkpoint;
  if (underway?.kind !== 'build') return true;
  const filter = { streamPrefix: source.streamPrefix };
  let members = 0;
  for await (const page of store.readPages({ after: underway.through, through: total, filter })) {
    const found: (SetAside & { readonly member: string })[] = [];
    for (const event of page) {
      if (event.version === 1 && asOf !== null)
        found.push(await built(parts, event, { position: total, on: asOf }));
    }
    const through = page.at(-1)?.position ?? total;
    await pauses.at('ready-to-commit');
    database.transact(() => {
      for (const { member, derived, parked: events } of found) {
        if (derived !== undefined) rows.write(derived);
        for (const event of events) parked.park(event);
        if (events.length > 0) rows.holdBack(member);
      }
      generations.move(generation.generation, { ...checkpoint, underway: { kind: 'build', through } });
    });
    members += found.length;
    tell({ members, through, total });
    await pauses.at('page-built');
    if (signal.aborted) return false;
  }
  database.transact(() => {
    generations.move(generation.generation, { ...checkpoint, underway: null });
  });
  return true;
}

/** A member as it stands at a point, found by its first event; one that cannot be derived is set aside as it was then. */
async function built(
  { store, source }: BuildParts,
  { stream }: RecordedEvent,
  point: Point,
): Promise<SetAside & { readonly member: string }> {
  const member = source.memberOf(stream);
  const all = await store.readStream(stream);
  const loaded = await source.load(member, all);
  const found = attempt(() => derivedAt(loaded, point));
  if (!('reason' in found)) return { member, derived: found.derived, parked: [] };
  const events = all
    .filter(({ position }) => position <= point.position)
    .map(({ position, id, recordedAt }) => ({ position, id, on: civilDayOfInstant(recordedAt) }));
  return { member, ...setAside(member, loaded, events, found.reason) };
}
