import { CommanderError } from 'commander';
import { buildProgram } from '../../apps/cli/src/program.js';
import { reportFailure } from '../../apps/cli/src/failures/report-failure.js';
import { recordingShell } from '../../apps/cli/src/testing/recording-shell.js';
import { openSqliteStore } from '#libs/event-store';
import { readModelContent } from '#libs/projections/testing';
import { appendTo, eventOf, openLog } from './given-log.js';
import { Folders, modelOf } from './models.js';

const folders = new Folders();

afterAll(() => {
  folders.remove();
});

afterEach(() => {
  process.exitCode = undefined;
});

/** A ledger in a directory with some members, the last of them with a damaged event. */
async function ledgerWith(members: number, isDamaged: boolean): Promise<string> {
  const directory = folders.next();
  const { store } = await openLog(directory);
  const registered = { region: '359901', liableFrom: '2020-01-01' };
  for (let index = 1; index <= members; index += 1) {
    await appendTo(store, `member-P-000${index}`, eventOf('MemberRegistered', registered, '2020-01-01'));
  }
  if (isDamaged)
    await appendTo(store, `member-P-000${members}`, eventOf('PremiumPaid', { coverageYear: 2028 }));
  await store.close();
  return directory;
}

async function run(...args: readonly string[]): Promise<{ printed: string; noted: string; exit: number }> {
  const shell = recordingShell();
  try {
    await buildProgram(shell).parseAsync(['rebuild', ...args, '--lang', 'en'], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) throw error;
    process.exitCode = reportFailure(error, shell);
  }
  const { printed, noted } = shell;
  return { printed: printed.join('\n'), noted: noted.join('\n'), exit: Number(process.exitCode ?? 0) };
}

test('makes the read model where there is none, and again anew: the same rows', async () => {
  const directory = await ledgerWith(3, false);
  const first = await run('standing', '--data', directory, '-o', 'json');
  expect(first.exit).toBe(0);
  const answer = JSON.parse(first.printed) as { readonly projection: object };
  expect(answer.projection).toMatchObject({ name: 'standing', version: 3, parkedMembers: 0 });
  const { tables, ...content } = readModelContent(directory);
  expect(content.rows).toHaveLength(3);
  const second = await run('--data', directory);
  expect(second.exit).toBe(0);
  const { tables: newTables, ...again } = readModelContent(directory);
  expect(again).toEqual({ ...content, asOf: again.asOf });
  expect(newTables).not.toEqual(tables);
});

test('says that a member stays set aside, with exit code 1', async () => {
  const directory = await ledgerWith(2, true);
  const { printed, exit } = await run('standing', '--parked', '--data', directory, '-o', 'table');
  expect(exit).toBe(1);
  expect(printed).toContain('1 members, 1 events');
});

test('is refused while another process projects, and where there is no ledger', async () => {
  const directory = await ledgerWith(1, false);
  const elsewhere = folders.next();
  const store = await openSqliteStore({ directory: await ledgerWith(1, false), clock: Date.now });
  const model = modelOf(store, elsewhere);
  await model.catchUp();
  const locked = await run('standing', '--data', directory, '--read-models', elsewhere);
  expect(locked.exit).toBe(7);
  expect(locked.noted).toContain('read-models-locked');
  await model.stop();
  await store.close();
  expect((await run('standing', '--data', folders.next())).exit).toBe(3);
  process.exitCode = undefined;
  expect((await run('standing')).exit).toBe(2);
});
