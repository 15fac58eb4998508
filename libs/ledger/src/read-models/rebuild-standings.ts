import type { EventStore } from '#libs/event-store';
import { type RebuildProgress, StandingModel, type StandingStatus, TurnPauses } from '#libs/projections';
import { standingSource } from './standing-source.js';

/** What to do with the read model of a store that no other process projects from. */
export interface RebuildOptions {
  readonly store: EventStore;
  /** Directory of the read models. */
  readonly directory: string;
  /** Only tries the members again that were set aside; the other rows stay as they are. */
  readonly onlyParked: boolean;
  /** Ends it in good order; the next run goes on from there. */
  readonly signal: AbortSignal;
  readonly onStep: (step: RebuildStep) => void;
}

/** How far it has come: the live rows are brought up to date first, then others are built beside them. */
export interface RebuildStep extends RebuildProgress {
  readonly phase: 'catch-up' | 'build';
}

/** How it ended. */
export interface RebuildOutcome {
  readonly status: 'done' | 'interrupted';
  /** Members that had been set aside and were taken now. */
  readonly released: number;
  readonly projection: StandingStatus;
}

/**
 * Builds the standings anew from the log and switches to them at once, or tries again what was set aside.
 *
 * @throws ReadModelsLockedError while another process projects
 */
export async function rebuildStandings(options: RebuildOptions): Promise<RebuildOutcome> {
  const { store, directory, onlyParked, signal, onStep } = options;
  const model = new StandingModel({
    directory,
    store,
    source: standingSource(store),
    pauses: new TurnPauses(),
  });
  const tell =
    (phase: RebuildStep['phase']) =>
    (progress: RebuildProgress): void => {
      onStep({ phase, ...progress });
    };
  try {
    let isDone = await model.catchUp(signal, tell('catch-up'));
    let released = 0;
    if (isDone && onlyParked) ({ released } = await model.retryParked());
    else if (isDone) isDone = await model.rebuild(signal, tell('build'));
    return { status: isDone ? 'done' : 'interrupted', released, projection: model.status };
  } finally {
    await model.stop();
  }
}
