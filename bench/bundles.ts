import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { IN_MEMORY, openForSealing, passingKeys, Sealer, sha256, written } from '#libs/audit';
import { type EventStore, openSqliteStore } from '#libs/event-store';
import { everyRegion, openSampleLedger, sampleLedgerCreation } from '#libs/ledger';
import { loadShippedPacks } from '#libs/policy';
import { type Figure, median } from './measure.js';

/** A member's history as long as nobody has one: the bounds are for it. */
const EVENTS = 2_000;
const ROUNDS = 5;
const verifiers = join(__dirname, '..', 'verifiers');

interface Verifier {
  readonly verifyBundle: (
    bytes: Uint8Array,
    options: { readonly core: Uint8Array },
  ) => Promise<{ readonly verdict: string; readonly open: readonly { readonly code: string }[] }>;
}

/** Making and verifying the evidence about a decision that rests on so many events. */
export async function bundleFigures(): Promise<readonly Figure[]> {
  const store = await openSqliteStore({
    directory: ':memory:',
    create: sampleLedgerCreation({ appVersion: 'bench', systemNow: Date.now() }),
    clock: Date.now,
  });
  const packs = loadShippedPacks().map(({ pack }) => pack);
  const ledger = await openSampleLedger({ store, packs, engine: 'bench' });
  const { logId } = store.ledger;
  const database = openForSealing(IN_MEMORY, logId);
  const keys = passingKeys(logId);
  const core = readFileSync(join(verifiers, 'core.mjs'));
  const sealer = new Sealer(store, database, () => keys, {
    core: { engine: 'bench', digest: written(sha256(core)) },
  });
  try {
    await appendClaims(store);
    const { answer } = await ledger.decisions.serve({
      ...{ kind: 'eligibility', member: 'P-0004', on: '2030-07-01', language: 'zh' },
      ...{ actor: 'bench', correlationId: 'bench', scope: everyRegion },
    });
    while ((await sealer.seal()) !== undefined);
    const reader = { actor: 'bench', scope: everyRegion, isOwnOnly: false };
    const id = answer.decisionId ?? '';
    const made = await timed(() => ledger.decisions.evidenceBundle({ id, reader, seals: sealer.seals }));
    const bytes = Buffer.from(made.result);
    const { verifyBundle } = (await import(pathToFileURL(join(verifiers, 'verify.mjs')).href)) as Verifier;
    const verified = await timed(() => verifyBundle(bytes, { core }));
    const { verdict, open } = verified.result;
    if (verdict !== 'intact' || open.some(({ code }) => /core|recomputed/.test(code)))
      throw new Error(`The bench made a bundle that is ${verdict}.`);
    const size = `${(bytes.length / 1e6).toFixed(1)} MB, median of ${String(ROUNDS)}`;
    return [
      figure(`bundle of ${String(EVENTS)} events made, s`, made.ms, size),
      figure(`bundle of ${String(EVENTS)} events verified and recomputed, s`, verified.ms, size),
    ];
  } finally {
    await ledger.close();
    database.close();
  }
}

function figure(name: string, ms: number, detail: string): Figure {
  return {
    name,
    ratio: ms / 1_000,
    bound: { kind: 'at-most', value: 1 },
    detail: `${ms.toFixed(0)} ms; ${detail}`,
  };
}

async function timed<Result>(
  work: () => Promise<Result>,
): Promise<{ readonly ms: number; readonly result: Result }> {
  let result = await work();
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    result = await work();
    times.push(performance.now() - start);
  }
  return { ms: median(times), result };
}

/** Claims of a sample member, until it has so many events. */
async function appendClaims(store: EventStore): Promise<void> {
  const stream = 'member-P-0004';
  const before = await store.readStream(stream);
  const like = before.find(({ type }) => type === 'ClaimSettled');
  if (like === undefined) throw new Error('The sample member has no claim.');
  const claims = Array.from({ length: EVENTS - before.length }, (_, index) => ({
    id: randomUUID(),
    type: like.type,
    schemaVersion: like.schemaVersion,
    data: {
      ...(like.data as object),
      claimId: `B-${String(index)}`,
      servedOn: `2028-02-${String(1 + (index % 28)).padStart(2, '0')}`,
      settledOn: '2028-03-10',
    },
    metadata: {
      ...like.metadata,
      effectiveOn: '2028-03-10',
      source: { system: 'claims-359901', document: `B-${String(index)}` },
    },
  }));
  for (let taken = 0; taken < claims.length; taken += 500)
    await store.append(stream, before.length + taken, claims.slice(taken, taken + 500));
}
