import { readFileSync, writeSync } from 'node:fs';
import type { PolicyPack } from '#libs/enrollment';
import { openSqliteStore } from '#libs/event-store';
import { DatabaseFaults, failAt, type FaultKind } from '#libs/event-store/testing';
import { openLedger } from '#libs/ledger';

/**
 * A process of its own that carries on an impact run and is killed at one of its database calls.
 *
 * `dying-run LEDGER CLOCK PACKS RUN CALL die-before|die-after`
 */
const [directory = '', clock = '', packs = '', id = '', call = '', kind = ''] = process.argv.slice(2);

async function main(): Promise<void> {
  // It sees the calls of databases that are opened after it.
  const faults = new DatabaseFaults();
  const store = await openSqliteStore({ directory, clock: () => Date.parse(clock) });
  const ledger = await openLedger({
    store,
    packs: JSON.parse(readFileSync(packs, 'utf8')) as readonly PolicyPack[],
    engine: '0.0.0',
  });
  await faults.during(failAt(Number(call), kind as FaultKind), async () => {
    await ledger.impactRuns.run({ id, checkpointMs: 0 });
  });
  throw new Error(`The run made only ${faults.calls.length} calls.`);
}

main().catch((error: unknown) => {
  writeSync(2, String(error));
  process.exitCode = 1;
});
