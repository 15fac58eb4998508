import type { AddressInfo } from 'node:net';
import { buildProgram } from '../../apps/cli/src/program.js';
import { reportFailure } from '../../apps/cli/src/failures/report-failure.js';
import { type RecordingShell, recordingShell } from '../../apps/cli/src/testing/recording-shell.js';
import { type RunningApp, startApp } from './running-app.js';

let run: RunningApp;
let url = '';
beforeAll(async () => {
  run = await startApp({ sample: true });
  url = `http://127.0.0.1:${String((run.server.address() as AddressInfo).port)}`;
  for (const member of ['P-2001', 'P-2002']) {
    const source = { system: 'tax-359901', document: member };
    await run
      .http()
      .post('/v1/members')
      .set('Idempotency-Key', member)
      .send({ member, region: '359901', liableFrom: '2030-01-01', source })
      .expect(201);
  }
});
afterAll(() => run.stop());

interface Ran {
  readonly exit: typeof process.exitCode;
  readonly shell: RecordingShell;
}

afterEach(() => {
  process.exitCode = undefined;
});

/** Runs `canbao close-year` against the server, as a process would end. */
async function closeYear(...args: readonly string[]): Promise<Ran> {
  const shell = recordingShell();
  process.exitCode = 0;
  try {
    await buildProgram(shell).parseAsync(['close-year', ...args, '--url', url], { from: 'user' });
  } catch (error) {
    process.exitCode = reportFailure(error, shell);
  }
  return { exit: process.exitCode, shell };
}

const begin = ['--region', '359901', '--year', '2031'];
const id = '359901-2031-1';

test('begun, refused to the same person, approved by another, listed, and again nothing to do', async () => {
  const preview = await closeYear(...begin, '-o', 'table');
  expect(preview.exit).toBe(0);
  const text = preview.shell.printed.join('\n');
  expect(text).toContain(`${id}  previewed, to be approved`);
  expect(text).toMatch(/^due +2 +-$/m);
  expect(text).toContain(`canbao close-year ${id} --approve --commit`);

  const own = await closeYear(id, '--approve', '--commit');
  expect(own.exit).toBe(7);
  expect(own.shell.noted.join('\n')).toContain('[second-person-required]');

  const dry = await closeYear(id, '--approve', '--user', '07', '-o', 'json');
  expect(JSON.parse(dry.shell.printed.join('\n'))).toMatchObject({ id, state: 'previewed' });

  const approved = await closeYear(id, '--approve', '--commit', '--user', '07', '-o', 'json');
  expect(approved.exit).toBe(0);
  expect(JSON.parse(approved.shell.printed.join('\n'))).toMatchObject({
    state: 'committed',
    approvedBy: 'sample-user:07',
    report: { due: 2, appended: 2 },
  });

  const { shell } = await closeYear(id, '--members');
  expect(shell.printed).toHaveLength(3);
  expect(shell.printed[1]).toMatch(/^P-2001,2030-01-01,2031-03-01,true,appended,/);

  const again = await closeYear(...begin, '-o', 'json');
  expect(JSON.parse(again.shell.printed.join('\n'))).toMatchObject({
    id: '359901-2031-2',
    preview: { due: 0 },
  });
  expect((await closeYear('359901-2031-2', '--abort', '--commit')).exit).toBe(0);
  expect((await closeYear('359901-2031-2', '--approve', '--commit', '--user', '07')).exit).toBe(4);
});

test('a window that is not over is a finding', async () => {
  expect((await closeYear('--region', '359901', '--year', '2032')).exit).toBe(1);
});

test('Ctrl-C ends the watching, says how to go on, and the server goes on', async () => {
  const { yearCloses } = run.service.ledger;
  const author = { actor: 'sample-user:03', correlationId: 'x', scope: { regions: 'all' } } as const;
  // Nothing carries this one on until somebody asks the server for it: it stays where it is.
  const { close } = await yearCloses.start({ region: '359902', coverageYear: 2031 }, author);
  const watching = closeYear(close.id);
  setTimeout(() => process.emit('SIGINT'), 500);
  const { exit, shell } = await watching;
  expect(exit).toBe(130);
  expect(shell.noted.join('\n')).toContain(`canbao close-year ${close.id}`);
  expect(await yearCloses.run({ id: close.id })).toMatchObject({ state: 'previewed' });
});

test.each([
  ['nothing named', [], 2],
  ['a region without a year', ['--region', '359901'], 2],
  ['both ways', [id, ...begin], 2],
  ['two steps at once', [id, '--approve', '--abort'], 2],
  ['a year that is none', ['--region', '359901', '--year', 'x'], 2],
  ['an unknown close', ['359901-2031-99'], 3],
  ['the members of an unknown close', ['359901-2031-99', '--members'], 3],
  ['an unknown region', ['--region', '123456', '--year', '2031'], 2],
])('%s', async (_, args, exit) => {
  expect((await closeYear(...args)).exit).toBe(exit);
});
