import { writeFileSync } from 'node:fs';

import { failAt, failFrom, type FaultPlan } from '#libs/event-store/testing';
import type { Command } from './command.js';
import { OTHER_ACTS, RECORDING, SAMPLE, WHOLE } from './commands.js';
import { type Choice, LONG_MS, numbered, pointsOf, tryEach } from './points.js';
import { Folders } from './prepared-ledger.js';
import { programs, REGIONS_YAML } from './programs.js';
import { stateAt, tryWithFaults, undisturbed } from './trial.js';

/**
 * What goes wrong at a call: the disk fails once, it is full, another program holds a lock, the answer of a call that
 * was made is lost, or the disk is gone for good. After a full disk and a lock the command is asked again at once.
 */
const KINDS = ['input-output', 'full', 'busy', 'lost', 'gone'] as const;
type Kind = (typeof KINDS)[number];

const folders = new Folders();
const regionsFile = folders.file('regions.yaml');
writeFileSync(regionsFile, REGIONS_YAML);

afterAll(() => {
  folders.remove();
});

async function failCalls(command: Command, choice: Choice): Promise<void> {
  const expected = await undisturbed(command, folders);
  await tryEach(pointsOf(expected, KINDS, choice), ({ call, kind }) => {
    const how = kind === 'full' || kind === 'busy' ? 'insist' : 'run';
    const stored = stateAt(expected, { call, isMade: kind === 'lost' });
    return tryWithFaults(command, { plan: planOf(call, kind), stored, how }, expected, folders);
  });
}

function planOf(call: number, kind: Kind): FaultPlan {
  return kind === 'gone' ? failFrom(call, 'input-output') : failAt(call, kind);
}

describe('whichever database call fails, nothing is half-done, and the same again has its one effect', () => {
  test.each(numbered(RECORDING))('$name', ({ command, index }) =>
    failCalls(command, { every: 1, first: index }),
  );

  test.each([...OTHER_ACTS, ...WHOLE])('$name', (command) =>
    failCalls(command, { every: 1, decisive: 'every-kind' }),
  );

  test.each(numbered(programs(regionsFile)))('$name', ({ command, index }) =>
    failCalls(command, { every: 10, first: index, decisive: 'once' }),
  );

  test(SAMPLE.name, () => failCalls(SAMPLE, { every: 100, isLong: true }), LONG_MS);
});
