import type { RecordedEvent } from '#libs/event-store';
import { ReadModelsClosedError } from '../errors.js';
import { MAX_BATCH_EVENTS } from '../limits.js';
import type { Generation } from '../sqlite/generations.js';
import { StandingRows } from '../sqlite/standing-rows.js';
import { build, type RebuildProgress } from './rebuild.js';
import type { StandingProjector } from './standing-projector.js';
import type { StandingTables, StandingTablesOptions } from './standing-tables.js';
import { STANDING_VERSION } from './version.js';

/** How a rebuild is run. */
export interface Rebuilding {
  readonly signal: AbortSignal;
  readonly tell?: (progress: RebuildProgress) => void;
  /** Runs a step while nothing else moves rows or checkpoint. */
  readonly alone: (step: () => Promise<boolean>) => Promise<boolean>;
}

/**
 * Builds the rows anew, lets them catch up and switches. The live rows go on meanwhile, except those of another version.
 *
 * @returns false where the signal ended it; it goes on where it ended
 */
export async function rebuildAndSwitch(
  tables: StandingTables,
  options: StandingTablesOptions,
  { signal, tell = () => undefined, alone }: Rebuilding,
): Promise<boolean> {
  const { store, source, pauses } = options;
  const { database } = tables;
  const generations = tables.generations();
  const generation = tables.unfinished() ?? tables.newBuild(liveOf(tables));
  const rows = new StandingRows(database.connection, generation.generation);
  const parked = tables.parkedOf(generation);
  const parts = { store, source, pauses, database, generations, rows, parked, generation };
  if (!(await build(parts, signal, tell))) return false;
  const built = tables.generations().building ?? generation;
  const projector = tables.projectorOf(built, null);
  while (!(await alone(() => switchedTo(tables, options, { projector, generation: built.generation })))) {
    if (signal.aborted) return false;
  }
  await pauses.at('switched');
  return true;
}

/** Brings a built generation a batch nearer to the live one; true: they stood at the same point and were switched. */
async function switchedTo(
  tables: StandingTables,
  { store, pauses }: StandingTablesOptions,
  { projector, generation }: { readonly projector: StandingProjector; readonly generation: number },
): Promise<boolean> {
  const live = liveOf(tables);
  const { position: through, asOf, underway } = live.checkpoint;
  const after = projector.checkpoint.position;
  const events: RecordedEvent[] = [];
  for await (const event of store.readAll({ after, through, limit: MAX_BATCH_EVENTS })) events.push(event);
  await projector.take({ events, caughtUp: events.length < MAX_BATCH_EVENTS ? through : null });
  if (projector.checkpoint.position < through) return false;
  if (asOf !== null) await projector.turnTo(asOf);
  // A step under way is finished by the live rows first; of another version nobody does, so the new ones do it.
  if (underway !== null && live.version === STANDING_VERSION) return false;
  await pauses.at('ready-to-switch');
  const { database } = tables;
  database.transact(() => {
    const generations = tables.generations();
    generations.move(generation, { ...projector.checkpoint, anchor: live.checkpoint.anchor });
    generations.switchTo(generation);
    StandingRows.drop(database.connection, live.generation);
  });
  tables.openLive();
  return true;
}

function liveOf(tables: StandingTables): Generation {
  const { live } = tables.generations();
  if (live === undefined) throw new ReadModelsClosedError();
  return live;
}
