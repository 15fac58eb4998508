import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildChild, DatabaseFaults, type FaultKind, startChild } from '#libs/event-store/testing';
import { openBeside, type OutsideCheckpoint, readCheckpoint, readNote, verifyLog } from './index.js';
import { sealedLedger, type SealedLedger } from './testing/index.js';

const isFull = process.env['CANBAO_FULL'] === '1';
/** Every so many calls of a seal a process is killed at one; at every call in the full run. */
const STEP = isFull ? 1 : 60;
const KINDS: readonly FaultKind[] = ['die-before', 'die-after'];

const folder = mkdtempSync(join(tmpdir(), 'canbao-dying-seal-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The last checkpoint, for a verification from outside. */
function checkpointOf({ sealer }: SealedLedger): {
  readonly note: string;
  readonly outside: OutsideCheckpoint;
} {
  const note = sealer.seals.checkpoints.latest()?.note ?? '';
  const { size, root } = readCheckpoint(readNote(note).text);
  return { note, outside: { name: `of ${String(size)}`, size, root } };
}

test('a seal that is killed anywhere has written all of a checkpoint or nothing; the next one signs the same', async () => {
  const prepared = join(folder, 'prepared');
  const before = await sealedLedger(prepared);
  await before.append(40);
  await before.sealer.seal();
  const { outside: first } = checkpointOf(before);
  await before.append(40);
  await before.close();

  const faults = new DatabaseFaults();
  const undisturbed = join(folder, 'undisturbed');
  cpSync(prepared, undisturbed, { recursive: true });
  const whole = await sealedLedger(undisturbed);
  await faults.during(
    () => undefined,
    () => whole.sealer.seal(),
  );
  const calls = faults.calls.length;
  const { note, outside: second } = checkpointOf(whole);
  await whole.close();
  faults.remove();
  expect([first.size, second.size]).toEqual([40, 80]);

  const program = buildChild(folder, join(__dirname, 'testing', 'dying-sealer.ts'));
  const sizes = new Set<number>();
  // The last calls are the transaction that writes.
  const killedAt = Array.from({ length: calls }, (_, index) => index + 1).filter(
    (call) => (call - 1) % STEP === 0 || call >= calls - 1,
  );
  // Each call of the full run, and its step lets none through.
  if (isFull) expect(killedAt).toHaveLength(calls);
  for (const call of killedAt) {
    for (const kind of KINDS) {
      const place = join(folder, `${String(call)}-${kind}`);
      cpSync(prepared, place, { recursive: true });
      const child = startChild(process.execPath, [program, place, String(call), kind]);
      const [, signal] = (await once(child.process, 'close')) as [number | null, NodeJS.Signals | null];
      expect(signal).toBe('SIGKILL');

      const left = await sealedLedger(place);
      const { size } = left.sealer.seals.checkpoints.latest() ?? { size: 0 };
      sizes.add(size);
      await left.sealer.seal();
      expect(checkpointOf(left).note).toBe(note);
      const seals = openBeside(left.directory, left.store.ledger.logId);
      const verdict = await verifyLog({ log: left.store, seals, outside: [first, second] });
      seals?.close();
      expect(verdict).toMatchObject({ findings: [], appendOnly: 'proved', sealedSize: 80 });
      await left.remove();
    }
  }
  expect([...sizes].sort()).toEqual([40, 80]);
});
