import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { AccessLog, accessLogDirectory, IN_MEMORY, type SealingPace } from '#libs/audit';
import {
  CHECKPOINT_FRAMES,
  describeStoreAddress,
  type EventStore,
  type LedgerCreation,
  openStore,
  StoreUnavailableError,
} from '#libs/event-store';
import {
  everyRegion,
  type Ledger,
  MemberLog,
  openLedger,
  openSampleLedger,
  sampleLedgerCreation,
} from '#libs/ledger';
import { loadRegions, loadShippedPacks, type RegionEntry } from '#libs/policy';
import { isLoopback, isSampleRegion } from './access/sample-openness.js';
import { type Flags, UnreadableFileError, UsageError } from './flags.js';
import { Journals } from './journals/journals.js';
import { meteredLedger } from './metrics/metered-ledger.js';
import { meteredStore } from './metrics/metered-store.js';
import { Metrics } from './metrics/metrics.js';
import { packageVersion } from './package-folder.js';
import { standingsOf } from './read-models/standings-of.js';
import { accessSealingOf, sealingOf } from './sealing/sealing.js';
import { Service } from './service.js';
import type { Settings } from './settings.js';

/** Opens the ledger that the command line names, imports its regions and makes the service around it. */
export async function openService(
  flags: Flags,
  settings: Settings,
  {
    inThreads = false,
    sealingPace,
  }: {
    /**
     * Seals, projects and takes the journals in beside the requests, in threads of their own. A thread runs the built program
     * only, at the usual pace.
     */
    readonly inThreads?: boolean;
    /** Default: the usual one. */
    readonly sealingPace?: SealingPace;
  } = {},
): Promise<Service> {
  if (flags.sample && !isLoopback(flags.host))
    throw new UsageError(`A sample ledger is open to everyone who reaches it: --host must be loopback.`);
  const packs = loadShippedPacks().map(({ pack }) => pack);
  const regions = readRegionFile(flags, packs);
  const readsPlace = accessLogPlace(flags);
  const metrics = new Metrics();
  const checkpointFrames = inThreads ? CHECKPOINT_FRAMES.relieved : CHECKPOINT_FRAMES.alone;
  const store = meteredStore(await open(flags, checkpointFrames), metrics);
  let accessLog: AccessLog | undefined;
  try {
    checkKind(store, flags);
    const engine = packageVersion();
    // On standard error: standard output says where the service is. Each line at once: what were still waiting when the
    // process ends would be tried for ever if nobody reads it any more.
    const destination = pino.destination({ dest: 2, sync: true });
    const logger = pino({ level: settings.logLevel, base: null }, destination);
    const members = new MemberLog(store);
    const standings = standingsOf(store, flags, { logger, members, inThread: inThreads });
    const begin = flags.sample ? openSampleLedger : openLedger;
    const opened = await begin({ store, packs, engine, standings, members });
    const reads = await AccessLog.open(readsPlace, {
      ledger: store.ledger,
      clock: Date.now,
      checkpointFrames,
    });
    accessLog = reads;
    const how = { logger, inThread: inThreads, pace: sealingPace };
    const accessSealing = accessSealingOf(reads, how);
    const sealing = sealingOf(store, flags, { ...how, reads: accessSealing });
    const journals = new Journals(inThreads ? ownDirectories(flags, readsPlace) : [], logger);
    const metered = meteredLedger(opened, metrics);
    const ledger: Ledger = {
      ...metered,
      close: async () => {
        // The one reads what the other sealed.
        await sealing?.stop();
        await accessSealing.stop();
        // At closing each store takes the rest of its journal in, and nobody else may be at it then.
        await journals.stop();
        // The one is let go of also where the other cannot be closed in order.
        const closed = await Promise.allSettled([reads.close(), metered.close()]);
        const failed = closed.find((each) => each.status === 'rejected');
        if (failed !== undefined) throw failed.reason;
      },
    };
    if (regions.length > 0)
      await ledger.policy.importRegions(regions, { actor: 'serve', correlationId: randomUUID() });
    // What /readyz reads must be readable: whoever starts the service sees at once why it would never become ready.
    await ledger.status();
    const openScope = flags.sample ? everyRegion : null;
    return new Service(
      ledger,
      store,
      settings,
      logger,
      openScope,
      metrics,
      standings,
      sealing,
      reads,
      accessSealing,
      journals,
    );
  } catch (error) {
    // A damaged database cannot always be closed in order; why it cannot be opened is what counts.
    await accessLog?.close().catch(() => undefined);
    await store.close().catch(() => undefined);
    throw withPlace(error, flags);
  }
}

/** Where the access log is. It stays on this machine: a store on a server must be told where. */
function accessLogPlace({ store, seals = null, accessLog = null }: Flags): string {
  if (accessLog !== null) return accessLog;
  const beside = store.engine === 'sqlite' ? store.directory : seals;
  if (beside !== null) return accessLogDirectory(beside);
  throw new UsageError(
    'A store on a server needs --access-log DIR (or --seals DIR): no member is read without an entry there.',
  );
}

/** An operator has several stores: a failure names the one it is about. */
function withPlace(error: unknown, { store }: Flags): unknown {
  const place = describeStoreAddress(store);
  if (!(error instanceof StoreUnavailableError) || error.message.includes(place)) return error;
  const text = error.cause instanceof Error ? error.cause.message : '';
  return new StoreUnavailableError(error.reason, new Error(`${place}: ${text}`, { cause: error }));
}

/** The data directories that a process owns: of its access log, and of its ledger where that is embedded. */
function ownDirectories({ store }: Flags, readsPlace: string): readonly string[] {
  const ledger = store.engine === 'sqlite' ? [store.directory] : [];
  return [...ledger, readsPlace].filter((directory) => directory !== IN_MEMORY);
}

function open({ store, sample }: Flags, checkpointFrames: number): Promise<EventStore> {
  const appVersion = packageVersion();
  const real: LedgerCreation = { logId: randomUUID(), kind: 'ledger', clockOffsetMs: 0, appVersion };
  const create = sample ? sampleLedgerCreation({ appVersion, systemNow: Date.now() }) : real;
  return openStore(store, { create, clock: Date.now, checkpointFrames });
}

/** A real ledger is never opened without keys, and sample data is never taken for real. */
function checkKind({ ledger }: EventStore, { store, sample }: Flags): void {
  if ((ledger.kind === 'sample') === sample) return;
  const where = describeStoreAddress(store);
  throw new UsageError(
    sample
      ? `${where} holds a real ledger; leave out --sample, or name another store.`
      : `${where} holds a sample ledger; start it with --sample, or name another store.`,
  );
}

/**
 * Reads the regions to import before a ledger is opened or created, so that a mistake in the file leaves nothing behind.
 * A sample ledger holds sample regions only, so that whoever may see all of it sees nothing real.
 */
function readRegionFile(
  { regions: file, sample }: Flags,
  packs: readonly { readonly id: string }[],
): readonly RegionEntry[] {
  if (file === null) return [];
  const entries = loadRegionFile(
    file,
    packs.map(({ id }) => id),
  );
  const real = entries.find((entry) => !isSampleRegion(entry));
  if (sample && real !== undefined)
    throw new UsageError(`Region ${real.code} is no sample region; those are 3599xx, marked "sample: true".`);
  return entries;
}

function loadRegionFile(file: string, policies: readonly string[]): readonly RegionEntry[] {
  try {
    return loadRegions(file, policies);
  } catch (error) {
    if (typeof (error as NodeJS.ErrnoException).syscall !== 'string') throw error;
    throw new UnreadableFileError('--regions', file, error as NodeJS.ErrnoException);
  }
}
