import { readFileSync } from 'node:fs';
import {
  type CoreDigest,
  IN_MEMORY,
  openForSealing,
  passingKeys,
  Sealer,
  sha256,
  type SignerRing,
  written,
} from '#libs/audit';
import type { EventStore } from '#libs/event-store';
import { type DecisionQuery, everyRegion, type Ledger, type RegionScope } from '#libs/ledger';
import { openTestLedger, openTestSample } from '#libs/ledger/testing';
import { CORE } from './verifiers.js';

/** The core of the build, as its checkpoints name it. */
export function builtCore(): CoreDigest {
  return { engine: '0.0.0', digest: written(sha256(readFileSync(CORE))) };
}

/** A ledger in memory that is sealed when a test says so. */
export interface SealedDecisions {
  readonly ledger: Ledger;
  readonly store: EventStore;
  readonly sealer: Sealer;
  /** Seals everything recorded. */
  seal(): Promise<void>;
  /** Keys with which the next checkpoint is signed. */
  keys: SignerRing;
  /** Serves a decision to an actor of a scope; gives its number. */
  decide(query: DecisionQuery, scope?: RegionScope): Promise<string>;
  /** Its bundle, for whoever sees every region. */
  bundle(
    id: string,
    asked?: { readonly since?: readonly number[]; readonly scope?: RegionScope },
  ): Promise<string>;
  close(): Promise<void>;
}

/** Opens an empty ledger with the sample regions, or the sample ledger. */
export async function sealedDecisions({
  sample = false,
}: { readonly sample?: boolean } = {}): Promise<SealedDecisions> {
  const { ledger, store } = await (sample ? openTestSample() : openTestLedger());
  const { logId } = store.ledger;
  const database = openForSealing(IN_MEMORY, logId);
  const sealer = new Sealer(store, database, () => opened.keys, { core: builtCore() });
  const opened: SealedDecisions = {
    ledger,
    store,
    sealer,
    keys: passingKeys(logId),
    seal: async () => {
      while ((await sealer.seal()) !== undefined);
    },
    decide: async (query, scope = everyRegion) => {
      const { answer } = await ledger.decisions.serve({
        ...query,
        language: 'zh',
        actor: 'tester',
        correlationId: 'test',
        scope,
      });
      if (answer.decisionId === null) throw new Error('The decision was not recorded.');
      return answer.decisionId;
    },
    bundle: (id, { since = [], scope = everyRegion } = {}) =>
      ledger.decisions.evidenceBundle({
        id,
        reader: { actor: 'auditor', scope, isOwnOnly: false },
        seals: sealer.seals,
        since,
      }),
    close: async () => {
      await ledger.close();
      database.close();
    },
  };
  return opened;
}
