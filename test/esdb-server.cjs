'use strict';

/**
 * Before all tests: where they are to run on EventStoreDB (`CANBAO_TEST_STORE=esdb`) and no server is named by
 * `ESDB_URL`, starts the protocol server as a process of its own. It ends with this one, whose pipe it reads.
 */
const { spawn } = require('node:child_process');
const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { createInterface } = require('node:readline');
const { buildSync } = require('esbuild');

const ROOT = join(__dirname, '..');

module.exports = async () => {
  if (process.env.CANBAO_TEST_STORE !== 'esdb' || process.env.ESDB_URL) return;
  const folder = mkdtempSync(join(tmpdir(), 'canbao-esdb-server-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const outfile = join(folder, 'main.cjs');
  buildSync({
    entryPoints: [join(ROOT, 'libs/event-store/src/testing/protocol-server/main.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    external: ['@eventstore/db-client', '@grpc/grpc-js', 'google-protobuf'],
    logLevel: 'error',
  });
  const server = spawn(process.execPath, [outfile], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, NODE_PATH: join(ROOT, 'node_modules') },
  });
  for await (const line of createInterface({ input: server.stdout })) {
    process.env.ESDB_URL = line.replace('listening ', '');
    break;
  }
  // Jest shall not wait for it.
  for (const handle of [server, server.stdin, server.stdout]) handle.unref();
};
