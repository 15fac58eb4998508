import 'reflect-metadata';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import request from 'supertest';
import { type ProtocolServerProcess, startProtocolServerProcess } from '#libs/event-store/testing';
import { createApp } from '../../apps/ledger/src/create-app.js';
import { openService } from '../../apps/ledger/src/open-service.js';
import { canbao } from './canbao.js';

/** On the protocol server only: a real one is not taken away. */
let server: ProtocolServerProcess;
beforeAll(async () => {
  server = await startProtocolServerProcess();
});
afterAll(() => server.stop());

const register = { member: 'P-9001', region: '359901', liableFrom: '2030-01-01' };
const fact = { ...register, source: { system: 'away', document: '1' } };

test('while its server is away a process is not ready, and refuses; back again, it serves and has lost nothing', async () => {
  const store = { engine: 'eventstoredb', connection: `${server.connectionString}&ledger=away` } as const;
  const flags = {
    store,
    sample: true,
    host: '127.0.0.1',
    port: 0,
    regions: null,
    readModels: null,
    accessLog: ':memory:',
  };
  const service = await openService(flags, { requestsPerMinute: null, logLevel: 'silent' });
  const app = await createApp(service, '0.0.0');
  await app.listen(0, '127.0.0.1');
  const http = (): ReturnType<typeof request> => request(app.getHttpServer());
  const send = (): request.Test => http().post('/v1/members').set('Idempotency-Key', 'away-1').send(fact);
  const readyz = async (status: number): Promise<Record<string, unknown>> => {
    for (;;) {
      const answer = await http().get('/readyz');
      if (answer.status === status) return answer.body as Record<string, unknown>;
      await pause(50);
    }
  };
  try {
    await readyz(200);
    await server.tell({ command: 'away' });
    expect(await readyz(503)).toMatchObject({ status: 'store-unavailable', reason: 'unreachable' });
    const refused = await send();
    expect(refused.status).toBe(503);
    expect(refused.headers['retry-after']).toBe('1');
    await http().get('/livez').expect(200);

    await server.tell({ command: 'back' });
    await readyz(200);
    expect((await send()).status).toBe(201);
    const again = await send();
    expect(again.status).toBe(201);
    expect(again.headers['idempotent-replayed']).toBe('true');
    const { body } = await http().get('/v1/members/P-9001/events').expect(200);
    expect(body.items).toHaveLength(1);
  } finally {
    await app.close();
    await service.ledger.close();
  }
}, 120_000);

test('a process whose server is away ends with 7 and names what to check; nothing pretends', async () => {
  await server.tell({ command: 'away' });
  for (const command of [
    ['serve', '--port', '0', '--access-log', join(tmpdir(), 'canbao-never-opened')],
    ['standing', 'P-0001'],
    ['key', 'list'],
  ]) {
    const { status, stderr, stdout } = canbao([...command, '--lang', 'en'], {
      env: { CANBAO_STORE: server.connectionString },
    });
    expect([command[0], status, stdout]).toEqual([command[0], 7, '']);
    expect(stderr).toContain('does not answer');
    expect(stderr).toContain('connection string');
  }
  await server.tell({ command: 'back' });
}, 120_000);
