import { Global, type DynamicModule, Module } from '@nestjs/common';
import type { Logger } from 'pino';
import type { AccessLog, Seals, SealingStatus } from '#libs/audit';
import type { EventStore, StoreHealth } from '#libs/event-store';
import type { Ledger, RegionScope } from '#libs/ledger';
import type { Standings, StandingStatus } from '#libs/projections';
import type { Journals } from './journals/journals.js';
import type { Metrics } from './metrics/metrics.js';
import type { Sealing } from './sealing/sealing.js';
import type { Settings } from './settings.js';

/** What the application is built around: one open ledger and how it is run. */
export class Service {
  private accepting = true;

  constructor(
    readonly ledger: Ledger,
    private readonly store: EventStore,
    readonly settings: Settings,
    readonly logger: Logger,
    /** What everyone on this machine may see without a key: the regions of a sample ledger. Null: nothing. */
    readonly openScope: RegionScope | null,
    readonly metrics: Metrics,
    private readonly standings: Standings,
    private readonly sealing: Sealing | null,
    /** Who read whom. */
    readonly accessLog: AccessLog,
    private readonly accessSealing: Sealing,
    private readonly journals: Journals,
  ) {}

  /**
   * Begins what runs beside the requests: the read model and the seals follow the log, and journals are kept short, until the
   * ledger is closed.
   */
  start(): void {
    this.standings.start();
    this.sealing?.start();
    this.accessSealing.start();
    this.journals.start();
  }

  /** Waits until lists and the feed can be read, or it is known why not, or so many milliseconds. */
  readModelsOpened(withinMs: number): Promise<void> {
    return this.standings.opened(withinMs);
  }

  /** What sealing says of itself; null where this process does not seal. */
  get sealingStatus(): SealingStatus | null {
    return this.sealing?.status ?? null;
  }

  /** Likewise of the access log, which is always sealed. */
  get accessSealingStatus(): SealingStatus {
    return this.accessSealing.status;
  }

  /** The seals of the ledger; undefined where nothing is sealed here yet. */
  get seals(): Seals | undefined {
    return this.sealing?.seals;
  }

  /** The seals of the access log; undefined where nothing is sealed of it yet. */
  get accessSeals(): Seals | undefined {
    return this.accessSealing.seals;
  }

  /** How far each read model of this process has come. */
  get projections(): readonly StandingStatus[] {
    return [this.standings.status];
  }

  /** False from the moment the service was asked to stop. */
  get isAccepting(): boolean {
    return this.accepting;
  }

  /** Whether everything in the ledger is invented, and its clock a sample clock. */
  get isSample(): boolean {
    return this.store.ledger.kind === 'sample';
  }

  /** Whether the store takes appends, and otherwise why not. */
  get storeHealth(): StoreHealth {
    return this.store.health();
  }

  /** Position of the last event; 0 in an empty ledger. */
  logPosition(): Promise<number> {
    return this.store.head();
  }

  /** Readiness off: whoever sends requests here shall send them elsewhere. */
  stopAccepting(): void {
    this.accepting = false;
  }
}

/** Makes the service known to every controller, guard and handler. */
@Global()
@Module({})
export class ServiceModule {
  static of(service: Service): DynamicModule {
    return {
      module: ServiceModule,
      providers: [{ provide: Service, useValue: service }],
      exports: [Service],
    };
  }
}
