import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { Body, Controller, Get, HttpCode, Module, Post } from '@nestjs/common';
import { Public } from '../apps/ledger/src/access/permissions.js';
import { AppModule } from '../apps/ledger/src/app.module.js';
import { createApp } from '../apps/ledger/src/create-app.js';
import { readFlags } from '../apps/ledger/src/flags.js';
import { Answer } from '../apps/ledger/src/http/answer.js';
import { openService } from '../apps/ledger/src/open-service.js';
import { everyRegion, type Ledger } from '#libs/ledger';

/** Path of the routes that do nothing. */
export const EMPTY_PATH = '/empty';

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

@Module({ controllers: [EmptyController] })
class EmptyModule {}

/** Members that register before the load begins, so that each request can pay for another one. */
export function memberNumber(index: number): string {
  return `B-${String(index).padStart(6, '0')}`;
}

const CALLERS = 64;

/** The sample service on a directory, with the given number of members; tells its parent the port. */
async function serve(directory: string, members: number): Promise<void> {
  const flags = readFlags(['--sample', '--data', directory, '--port', '0'], {});
  const service = await openService(flags, { requestsPerMinute: 1_000_000_000, logLevel: 'silent' });
  await register(service.ledger, members);
  const app = await createApp(service, 'bench', { module: EmptyModule, imports: [AppModule.of(service)] });
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  process.send?.({ port });
  process.once('disconnect', () => {
    void app.close().then(() => service.ledger.close());
  });
}

async function register(ledger: Ledger, members: number): Promise<void> {
  let next = 0;
  const caller = async (): Promise<void> => {
    while (next < members) {
      const index = (next += 1) - 1;
      await ledger.facts.record({
        member: memberNumber(index),
        body: { type: 'MemberRegistered', region: '359901', liableFrom: '2029-06-01' },
        source: { system: 'bench', document: `R-${String(index)}` },
        idempotencyKey: randomUUID(),
        actor: 'bench',
        correlationId: randomUUID(),
        scope: everyRegion,
      });
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
}

const [directory, members] = process.argv.slice(2);
if (directory !== undefined) {
  serve(directory, Number(members)).catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exit(1);
  });
}
