import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Body, Controller, Get, HttpCode, Module, Post } from '@nestjs/common';
import { Public } from '../apps/ledger/src/access/permissions.js';
import { AppModule } from '../apps/ledger/src/app.module.js';
import { createApp } from '../apps/ledger/src/create-app.js';
import { type Flags, readFlags } from '../apps/ledger/src/flags.js';
import { Answer } from '../apps/ledger/src/http/answer.js';
import { Service } from '../apps/ledger/src/service.js';
import type { AccessLog } from '#libs/audit';
import { openService } from '../apps/ledger/src/open-service.js';
import { type EventStore, openStore } from '#libs/event-store';
import { everyRegion, type Ledger, openSampleLedger, sampleLedgerCreation } from '#libs/ledger';
import { loadShippedPacks } from '#libs/policy';

/** Path of the routes that do nothing. */
export const EMPTY_PATH = '/empty';

/** Path of the route that switches the access log off and on, so that both are measured on one server. */
export const ACCESS_LOG_PATH = '/bench-access-log';

/** Routes that do nothing, behind the same guards, interceptors and pipes as every other. */
@Controller(EMPTY_PATH)
class EmptyController {
  @Post()
  @HttpCode(200)
  @Public()
  post(@Body() _body: unknown): Answer {
    return new Answer({});
  }

  @Get()
  @Public()
  get(): Answer {
    return new Answer({});
  }
}

/** Switches what a read costs beside its answer. */
@Controller(ACCESS_LOG_PATH)
class AccessLogSwitch {
  private readonly record: AccessLog['record'];

  constructor(private readonly service: Service) {
    const { accessLog } = service;
    this.record = accessLog.record.bind(accessLog);
  }

  @Post()
  @HttpCode(200)
  @Public()
  set(@Body() { on }: { readonly on: boolean }): Answer {
    this.service.accessLog.record = on ? this.record : () => Promise.resolve();
    return new Answer({});
  }
}

@Module({ controllers: [EmptyController, AccessLogSwitch] })
class EmptyModule {}

/** Members that register before the load begins, so that each request can pay for another one. */
export function memberNumber(index: number): string {
  return `B-${String(index).padStart(6, '0')}`;
}

/** Members that are in the store before the service is opened. */
export function storedNumber(index: number): string {
  return `S-${String(index).padStart(7, '0')}`;
}

const CALLERS = 64;

/** The sample service on a directory, with the given number of members; tells its parent the port. */
async function serve(directory: string, members: number, stored: number): Promise<void> {
  const flags = readFlags(['--sample', '--data', directory, '--port', '0'], {});
  if (stored > 0) await fill(flags, stored);
  // As it is served: what seals, and what takes the journals in, has threads of its own.
  const settings = { requestsPerMinute: 1_000_000_000, logLevel: 'silent' };
  const service = await openService(flags, settings, { inThreads: true });
  await register(service.ledger, members);
  const app = await createApp(service, 'bench', { module: EmptyModule, imports: [AppModule.of(service)] });
  await app.listen(0, '127.0.0.1');
  // What the read model has to catch up with would stand beside the load.
  while (service.projections.some(({ state }) => state !== 'following')) await pause(100);
  const { port } = app.getHttpServer().address() as AddressInfo;
  process.send?.({ port });
  process.once('disconnect', () => {
    void app.close().then(() => service.ledger.close());
  });
}

async function register(ledger: Ledger, members: number): Promise<void> {
  await inParallel(members, async (index) => {
    await ledger.facts.record({
      member: memberNumber(index),
      body: { type: 'MemberRegistered', region: '359901', liableFrom: '2029-06-01' },
      source: { system: 'bench', document: `R-${String(index)}` },
      idempotencyKey: randomUUID(),
      actor: 'bench',
      correlationId: randomUUID(),
      scope: everyRegion,
    });
  });
}

/** Makes the sample ledger and puts members into it past its use cases, three facts each: a registration, two payments. */
async function fill({ store: address }: Flags, members: number): Promise<void> {
  const create = sampleLedgerCreation({ appVersion: 'bench', systemNow: Date.now() });
  const store = await openStore(address, { create, clock: Date.now });
  const packs = loadShippedPacks().map(({ pack }) => pack);
  await openSampleLedger({ store, packs, engine: 'bench' });
  await inParallel(members, async (index) => {
    await store.append(`member-${storedNumber(index)}`, 0, factsOf());
  });
  await store.close();
}

function factsOf(): Parameters<EventStore['append']>[2] {
  const registered = { region: '359901', liableFrom: '2029-06-01' };
  const paid = [2030, 2031].map((year) => ({
    type: 'PremiumPaid',
    effectiveOn: `${String(year - 1)}-11-20`,
    data: { coverageYear: year, paidOn: `${String(year - 1)}-11-20`, amountFen: 40_000 },
  }));
  const facts = [{ type: 'MemberRegistered', effectiveOn: registered.liableFrom, data: registered }, ...paid];
  return facts.map(({ type, effectiveOn, data }) => {
    const id = randomUUID();
    const source = { system: 'bench', document: id };
    const metadata = { correlationId: 'bench', actor: 'bench', source, effectiveOn };
    return { id, type, schemaVersion: 1, data, metadata };
  });
}

async function inParallel(count: number, task: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const caller = async (): Promise<void> => {
    while (next < count) await task((next += 1) - 1);
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
}

const [directory, members, stored] = process.argv.slice(2);
if (require.main === module && directory !== undefined) {
  serve(directory, Number(members), Number(stored)).catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exit(1);
  });
}
