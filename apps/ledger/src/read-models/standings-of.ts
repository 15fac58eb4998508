import type { Logger } from 'pino';
import type { EventStore } from '#libs/event-store';
import { type MemberLog, standingSource } from '#libs/ledger';
import { StandingModel, TurnPauses } from '#libs/projections';
import type { Flags } from '../flags.js';

/** Every minute so many rows are compared with the log: some milliseconds of work. */
const DRIFT = { everyMs: 60_000, sample: 50 };

/**
 * The read model of this process: in the data directory, or with a store on a server in memory, unless the flags say
 * otherwise; it is not started yet.
 */
export function standingsOf(
  store: EventStore,
  { readModels, store: address }: Pick<Flags, 'readModels' | 'store'>,
  { logger, members }: { readonly logger: Logger; readonly members: MemberLog },
): StandingModel {
  return new StandingModel({
    directory: readModels ?? (address.engine === 'sqlite' ? address.directory : ':memory:'),
    store,
    source: standingSource(store, members),
    pauses: new TurnPauses(),
    drift: DRIFT,
    onTrouble: (trouble, error) => {
      logger.error({ err: error, projection: 'standing' }, trouble);
    },
  });
}
