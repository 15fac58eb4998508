import { randomUUID } from 'node:crypto';
import { type LedgerCreation, openStore, type StoreAddress } from '#libs/event-store';
import { everyRegion, type Ledger, openLedger, openSampleLedger } from '#libs/ledger';
import { loadShippedPacks } from '#libs/policy';
import { packageVersion } from '../version.js';
import type { LedgerAccess } from './ledger-access.js';

/** Who appends from the command line on a store: the operating system, or its server, let them in. */
const ACTOR = 'cli';

/** Opens the ledger of a store. It must exist, unless it may be created: then as a real ledger, never a sample one. */
export async function openLedgerAt(
  address: StoreAddress,
  { mayCreate }: { readonly mayCreate: boolean } = { mayCreate: false },
): Promise<Ledger> {
  const engine = packageVersion();
  const creation: LedgerCreation = {
    logId: randomUUID(),
    kind: 'ledger',
    clockOffsetMs: 0,
    appVersion: engine,
  };
  const store = await openStore(address, { clock: Date.now, ...(mayCreate ? { create: creation } : {}) });
  try {
    const packs = loadShippedPacks().map(({ pack }) => pack);
    const open = store.ledger.kind === 'sample' ? openSampleLedger : openLedger;
    return await open({ store, packs, engine });
  } catch (error) {
    // That closing fails too is not told: why the ledger could not be opened is what counts.
    await store.close().catch(() => undefined);
    throw error;
  }
}

/** A ledger opened in its store. */
export function storeAccess(ledger: Ledger): LedgerAccess {
  const { members, comparisons, radar, facts } = ledger;
  const scope = everyRegion;
  return {
    standing: (member, question) => members.standing({ member, scope, ...question }),
    timeline: (member, question) => members.timeline({ member, scope, ...question }),
    explanation: (member, question) => members.explanation({ member, scope, ...question }),
    repairQuote: (member, question) => members.repairQuote({ member, scope, ...question }),
    diff: (member, body) => comparisons.diff({ member, scope, body }),
    bisect: (member, body) => comparisons.bisect({ member, scope, body }),
    blame: (member, question) => comparisons.blame({ member, scope, ...question }),
    whatIf: (member, body) => comparisons.whatIf({ member, scope, body }),
    radar: (question) => radar.report({ scope, ...question }),
    append: async ({ member, type, fields, source, idempotencyKey, expectedVersion, dryRun }) => {
      const { answer, replayed } = await facts.record({
        member,
        body: { type, ...fields },
        source,
        idempotencyKey,
        expectedVersion: expectedVersion ?? undefined,
        dryRun,
        ...author(),
        scope,
      });
      return { answer, replayed };
    },
    close: () => ledger.close(),
  };
}

/** Who acts, for events appended from the command line. */
export function author(): { readonly actor: string; readonly correlationId: string } {
  return { actor: ACTOR, correlationId: randomUUID() };
}
