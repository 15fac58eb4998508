import { writeSync } from 'node:fs';

import { DatabaseFaults, failAt, type FaultKind } from '#libs/event-store/testing';
import { OTHER_ACTS, RECORDING, SAMPLE, WHOLE } from './commands.js';
import { programs } from './programs.js';

/**
 * A process of its own that runs one command and is killed at one of its database calls.
 *
 * `dying-child NAME DIRECTORY CALL die-before|die-after REGIONS_FILE`
 */
const [name = '', directory = '', call = '', kind = '', regionsFile = ''] = process.argv.slice(2);

async function main(): Promise<void> {
  const commands = [...RECORDING, ...OTHER_ACTS, ...WHOLE, ...programs(regionsFile), SAMPLE];
  const command = commands.find((each) => each.name === name);
  if (command === undefined) throw new Error(`There is no command "${name}".`);
  const faults = new DatabaseFaults();
  const plan = failAt(Number(call), kind as FaultKind);
  await command.run(directory, (work) => faults.during(plan, work));
  throw new Error(`The command made only ${faults.calls.length} calls.`);
}

main().catch((error: unknown) => {
  writeSync(2, String(error));
  process.exitCode = 1;
});
