import { writeFileSync } from 'node:fs';

import type { Command } from './command.js';
import { OTHER_ACTS, RECORDING, SAMPLE, WHOLE } from './commands.js';
import { buildDyingChild, expectToDie } from './dying-process.js';
import { type Choice, LONG_MS, numbered, pointsOf, tryEach } from './points.js';
import { Folders } from './prepared-ledger.js';
import { programs, REGIONS_YAML } from './programs.js';
import { expectRepeatable, stateAt, undisturbed } from './trial.js';

/** The process is killed before the call, or right after it. */
const KINDS = ['die-before', 'die-after'] as const;

const folders = new Folders();
const program = folders.file('dying-child.cjs');
const regionsFile = folders.file('regions.yaml');

beforeAll(() => {
  writeFileSync(regionsFile, REGIONS_YAML);
  buildDyingChild(program);
});

afterAll(() => {
  folders.remove();
});

async function killAtCalls(command: Command, choice: Choice): Promise<void> {
  const expected = await undisturbed(command, folders);
  await tryEach(pointsOf(expected, KINDS, choice), async ({ call, kind }) => {
    const directory = await folders.next(command.from);
    await expectToDie(program, [command.name, directory, String(call), kind, regionsFile]);
    const stored = stateAt(expected, { call, isMade: kind === 'die-after' });
    await expectRepeatable(directory, command, expected, stored);
    folders.drop(directory);
  });
}

describe('wherever the process is killed, nothing is half-done, and the same again has its one effect', () => {
  test.each(numbered(RECORDING))('$name', ({ command, index }) =>
    killAtCalls(command, { every: 10, first: index }),
  );

  test.each(numbered([...OTHER_ACTS, ...WHOLE]))('$name', ({ command, index }) =>
    killAtCalls(command, { every: 10, first: index, decisive: 'once' }),
  );

  // Their processes are slow to start.
  test.each(numbered(programs(regionsFile)))('$name', ({ command, index }) =>
    killAtCalls(command, { every: 16, first: index }),
  );

  test(SAMPLE.name, () => killAtCalls(SAMPLE, { every: 200, isLong: true }), LONG_MS);
});
