import { writeSync } from 'node:fs';
import { openSqliteStore } from '#libs/event-store';
import { DatabaseFaults, failAt, type FaultKind } from '#libs/event-store/testing';
import { caughtUp, lookedAhead, modelOf } from './models.js';

/**
 * A process of its own that projects a ledger and is killed at one of its database calls.
 *
 * `dying-projector LEDGER READ_MODELS CLOCK catch-up|rebuild|midnight CALL die-before|die-after`
 */
const [ledger = '', readModels = '', clock = '', task = '', call = '', kind = ''] = process.argv.slice(2);

async function main(): Promise<void> {
  const store = await openSqliteStore({ directory: ledger, clock: () => Date.parse(clock) });
  const faults = new DatabaseFaults();
  await faults.during(failAt(Number(call), kind as FaultKind), () => work());
  throw new Error(`Projecting made only ${faults.calls.length} calls.`);

  async function work(): Promise<void> {
    if (task === 'catch-up') return caughtUp(store, readModels);
    if (task === 'midnight') return lookedAhead(store, readModels);
    const model = modelOf(store, readModels);
    await model.rebuild();
    await model.stop();
  }
}

main().catch((error: unknown) => {
  writeSync(2, String(error));
  process.exitCode = 1;
});
