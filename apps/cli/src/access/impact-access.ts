import { setTimeout as pause } from 'node:timers/promises';
import { everyRegion, impactCsv, type ImpactRun, type Ledger } from '#libs/ledger';
import type { LedgerOptions } from '../flags/groups.js';
import type { Shell } from '../shell.js';
import { ask, askForLines, type HttpLedger, post } from './http-access.js';
import { storeFrom, httpLedgerOf } from './open-access.js';
import { author, openLedgerAt } from './store-access.js';

/** Impact runs of a ledger, done by its server, or here in its store. */
export interface ImpactAccess {
  /** True: a server does the work, and goes on when nobody watches. */
  readonly isServer: boolean;
  start(request: object): Promise<ImpactRun>;
  get(id: string): Promise<ImpactRun>;
  step(id: string, step: 'abort' | 'resume'): Promise<ImpactRun>;
  /** The members of whom something differs, as lines of CSV. */
  lines(id: string): AsyncIterable<string>;
  /** Follows a run until it stands still, or the signal; gives it as it then is. */
  follow(id: string, signal: AbortSignal, tell: (run: ImpactRun) => void): Promise<ImpactRun>;
  close(): Promise<void>;
}

const PATH = '/v1/impact-runs';
/** How often a server is asked how far it is. */
const POLL_MS = 300;

/** Opens the ledger that the flags name. */
export async function openImpact(
  shell: Shell,
  options: LedgerOptions & { readonly user?: string },
): Promise<ImpactAccess> {
  const address = storeFrom(shell, options);
  if (address !== null) return inStore(await openLedgerAt(address));
  return onServer({ ...httpLedgerOf(shell, options), sampleUser: options.user ?? null });
}

function inStore(ledger: Ledger): ImpactAccess {
  const { impactRuns } = ledger;
  const scope = everyRegion;
  const signed = (): Parameters<typeof impactRuns.start>[1] => ({ ...author(), scope });
  return {
    isServer: false,
    start: async (request) => (await impactRuns.start(request, signed())).run,
    get: (id) => impactRuns.get({ id, scope }),
    step: (id, step) => impactRuns[step](id, signed()),
    lines: async function* (id) {
      for await (const line of impactCsv(impactRuns.allMembers({ id, scope }))) yield line.trimEnd();
    },
    follow: (id, signal, tell) => impactRuns.run({ id, signal, onStep: tell }),
    close: () => ledger.close(),
  };
}

function onServer(ledger: HttpLedger): ImpactAccess {
  const of = (id: string): string => `${PATH}/${encodeURIComponent(id)}`;
  const get = async (id: string): Promise<ImpactRun> =>
    (await ask<ImpactRun>(ledger, of(id), { method: 'GET' })).answer;
  const steps = { abort: 'abort', resume: 'resumption' } as const;
  return {
    isServer: true,
    start: async (request) => (await post<ImpactRun>(ledger, PATH, request)).answer,
    get,
    step: async (id, step) => (await post<ImpactRun>(ledger, `${of(id)}/${steps[step]}`, {})).answer,
    lines: (id) => askForLines(ledger, `${of(id)}/members?format=csv`),
    follow: async (id, signal, tell) => {
      for (;;) {
        const run = await get(id);
        if (run.state !== 'running' || signal.aborted) return run;
        tell(run);
        await pause(POLL_MS, undefined, { signal }).catch(() => undefined);
      }
    },
    close: () => Promise.resolve(),
  };
}
