import { DatabaseFaults, failAt, type FaultKind } from '#libs/event-store/testing';
import { sealedLedger } from './sealed-ledger.js';

/** A process of its own that seals a ledger and is killed at one of its database calls: `dying-sealer DIRECTORY CALL KIND`. */
const [directory = '', call = '', kind = ''] = process.argv.slice(2);

async function main(): Promise<void> {
  const faults = new DatabaseFaults();
  const { sealer } = await sealedLedger(directory);
  await faults.during(failAt(Number(call), kind as FaultKind), () => sealer.seal());
  throw new Error(`A seal makes only ${String(faults.calls.length)} calls.`);
}

main().catch((error: unknown) => {
  process.stderr.write(String(error));
  process.exitCode = 1;
});
