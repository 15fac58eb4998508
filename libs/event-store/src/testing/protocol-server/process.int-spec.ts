import { connect, numbered, take } from './clients.js';
import { startProtocolServerProcess } from './process.js';

it('a server runs as a process of its own, takes faults and commands, and stops when told', async () => {
  const server = await startProtocolServerProcess();
  const client = connect(server.connectionString);
  await server.tell({
    command: 'plan',
    streamPrefix: 's',
    plan: { method: 'append', fault: { kind: 'timeout', committed: true } },
  });
  await client.appendToStream('other', numbered(1));
  await expect(client.appendToStream('s', numbered(2))).rejects.toThrow();
  expect(await server.tell({ command: 'calls' })).toMatchObject({ batchAppend: 2 });
  await server.tell({ command: 'away' });
  await expect(client.appendToStream('s', numbered(3))).rejects.toThrow();
  await server.tell({ command: 'back' });
  await client.dispose();
  const again = connect(server.connectionString);
  expect(await take(again.readStream('s'))).toHaveLength(1);
  await again.dispose();
  await server.stop();
  expect(() => process.kill(server.pid, 0)).toThrow();
});
