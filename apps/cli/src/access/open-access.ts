import { readFileSync } from 'node:fs';
import type { StoreAddress } from '#libs/event-store';
import type { Question } from '#libs/ledger';
import { wrongUsage } from '../failures/failure.js';
import type { LedgerOptions, QuestionOptions, ServerOptions } from '../flags/groups.js';
import type { Shell } from '../shell.js';
import { httpAccess, type HttpLedger } from './http-access.js';
import type { LedgerAccess } from './ledger-access.js';
import { openLedgerAt, storeAccess } from './store-access.js';
import { onlyOne, storeAddressOf } from './store-address.js';
import { askThenClose } from './then-close.js';

/** Where a ledger is looked for if nothing is said. */
const DEFAULT_URL = 'http://127.0.0.1:3000';

/** Opens the ledger that the flags name, asks, and closes it in every case. */
export async function withAccess<A>(
  shell: Shell,
  options: LedgerOptions,
  asked: (access: LedgerAccess) => Promise<A>,
): Promise<A> {
  const access = await openAccess(shell, options);
  return askThenClose(shell, access, () => asked(access));
}

/** The coordinates that the flags name; what is left out has the ledger's default. */
export function questionOf({ on, knownAt, pack, reading }: QuestionOptions): Question {
  return { on, knownAt, pack, readings: reading.length === 0 ? undefined : reading.join(',') };
}

async function openAccess(shell: Shell, options: LedgerOptions): Promise<LedgerAccess> {
  const address = storeFrom(shell, options);
  if (address !== null) return storeAccess(await openLedgerAt(address));
  return httpAccess(httpLedgerOf(shell, options));
}

/** The store that the flags name; null: a server. */
export function storeFrom({ env }: Shell, options: LedgerOptions): StoreAddress | null {
  const named = [options.url, options.store, options.data].filter((value) => value !== undefined);
  if (named.length > 1) throw onlyOne('--url、--store、--data', '--url, --store and --data');
  // A URL is said out loud; the variable stands for whoever says nothing.
  return options.url === undefined ? storeAddressOf(options, env) : null;
}

/** The server that the flags name. */
export function httpLedgerOf({ language, env }: Shell, options: ServerOptions): HttpLedger {
  const url = baseUrlOf(options.url ?? DEFAULT_URL);
  return { url, language, key: keyOf(options, env), purpose: options.purpose ?? null };
}

function baseUrlOf(url: string): string {
  const isHttp = URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
  if (isHttp) return url.replace(/\/+(?:v1\/*)?$/, '');
  throw wrongUsage({ zh: `--url: "${url}" 不是 http 地址。`, en: `--url: "${url}" is no http address.` });
}

/** The access key: from a file or the environment, never from the command line, where others could read it. */
function keyOf({ keyFile }: ServerOptions, env: NodeJS.ProcessEnv): string | null {
  const key = keyFile === undefined ? env['CANBAO_KEY'] : readFileSync(keyFile, 'utf8');
  const trimmed = key?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
}
