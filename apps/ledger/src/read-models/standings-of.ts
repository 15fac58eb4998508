import { join } from 'node:path';
import type { Logger } from 'pino';
import type { EventStore } from '#libs/event-store';
import { type MemberLog, standingSource } from '#libs/ledger';
import { IN_MEMORY, StandingModel, type Standings, StandingsBeside, TurnPauses } from '#libs/projections';
import type { Flags } from '../flags.js';
import { ProjectorThread } from './projector-thread.js';
import { DRIFT } from './drift.js';

/**
 * The read model of this process: in the data directory, or with a store on a server in memory, unless the flags say
 * otherwise; it is not started yet. In a thread of its own, where the ledger is in a data directory and the program is
 * built, so that requests do not wait while members are derived.
 */
export function standingsOf(
  store: EventStore,
  { readModels, store: address }: Pick<Flags, 'readModels' | 'store'>,
  {
    logger,
    members,
    inThread,
  }: { readonly logger: Logger; readonly members: MemberLog; readonly inThread: boolean },
): Standings {
  const directory = readModels ?? (address.engine === 'sqlite' ? address.directory : IN_MEMORY);
  const onTrouble = (trouble: string, error?: unknown): void => {
    logger.error({ err: error, projection: 'standing' }, trouble);
  };
  const parts = { store, source: standingSource(store, members), pauses: new TurnPauses() };
  if (!inThread || address.engine !== 'sqlite' || address.directory === IN_MEMORY)
    return new StandingModel({ directory, ...parts, drift: DRIFT, onTrouble });
  const script = join(__dirname, 'projecting.js');
  const places = { ledger: address.directory, readModels: directory };
  const projector = new ProjectorThread(script, places, { store, onTrouble });
  return new StandingsBeside(directory, { ...parts, onTrouble }, projector);
}
