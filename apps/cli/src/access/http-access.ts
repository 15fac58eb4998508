import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { FactType } from '#libs/enrollment';
import type {
  BisectionAnswer,
  DiffAnswer,
  RecordedFact,
  RepairQuoteAnswer,
  WhatIfAnswer,
} from '#libs/ledger';
import { EXIT } from '../failures/exit-codes.js';
import { CommandFailure } from '../failures/failure.js';
import type { Language } from '../language.js';
import { problemFailure } from './http-problem.js';
import type { AppendedFact, FactToAppend, LedgerAccess } from './ledger-access.js';

/** Longest wait for an answer. */
const TIMEOUT_MS = 60_000;

/** How to reach a ledger over HTTP. */
export interface HttpLedger {
  readonly url: string;
  readonly language: Language;
  readonly key: string | null;
  /** Why a person looks at a member: sent as `Access-Purpose`. */
  readonly purpose: string | null;
  /** The person in a sample ledger, two digits: sent as `Sample-User`. */
  readonly sampleUser?: string | null;
}

/** Route of every event below a member; a registration has its own. */
export const FACT_ROUTES: Readonly<Record<Exclude<FactType, 'MemberRegistered'>, string>> = {
  PremiumPaid: 'premium-payments',
  PremiumRefunded: 'premium-refunds',
  RepairPaid: 'repair-payments',
  RepairRefunded: 'repair-refunds',
  CoverageLapsed: 'lapses',
  LapseRescinded: 'lapse-rescissions',
  ClaimSettled: 'claims',
  ClaimReversed: 'claim-reversals',
  SchemeTransferred: 'scheme-transfers',
  RegionTransferred: 'region-transfers',
  SpecialStatusGranted: 'special-statuses',
  SpecialStatusEnded: 'special-status-ends',
  MemberDeceased: 'deaths',
  OpeningBalanceDeclared: 'opening-balances',
  FactCorrected: 'corrections',
};

/** A ledger over HTTP. */
export function httpAccess(ledger: HttpLedger): LedgerAccess {
  const about = (member: string): string => `/v1/members/${encodeURIComponent(member)}`;
  const get = <A>(path: string, query: object): Promise<A> =>
    ask<A>(ledger, path + queryOf({ ...query }), { method: 'GET' }).then(({ answer }) => answer);
  return {
    standing: (member, question) => get(`${about(member)}/standing`, question),
    timeline: (member, question) => get(`${about(member)}/timeline`, question),
    explanation: (member, question) => get(`${about(member)}/explanation`, question),
    repairQuote: async (member, question) =>
      (await post<RepairQuoteAnswer>(ledger, '/v1/repair-quotes', { member, ...question }, {})).answer,
    diff: async (member, body) => (await post<DiffAnswer>(ledger, `${about(member)}/diffs`, body)).answer,
    bisect: async (member, body) =>
      (await post<BisectionAnswer>(ledger, `${about(member)}/bisections`, body)).answer,
    blame: (member, question) => get(`${about(member)}/blame`, question),
    whatIf: async (member, body) =>
      (await post<WhatIfAnswer>(ledger, `${about(member)}/what-ifs`, body)).answer,
    radar: ({ minDelayDays, limit, ...question }) =>
      get('/v1/radar', { ...question, minDelayDays: textOf(minDelayDays), limit: textOf(limit) }),
    append: (fact) => appendOver(ledger, fact, about(fact.member)),
    close: () => Promise.resolve(),
  };
}

async function appendOver(ledger: HttpLedger, fact: FactToAppend, memberPath: string): Promise<AppendedFact> {
  const { type, member, fields, source, idempotencyKey, expectedVersion, dryRun } = fact;
  const isRegistration = type === 'MemberRegistered';
  const path = isRegistration ? '/v1/members' : `${memberPath}/${FACT_ROUTES[type]}`;
  const body = { ...(isRegistration ? { member } : {}), ...fields, source };
  const { answer, headers } = await post<RecordedFact>(ledger, path + (dryRun ? '?dryRun=true' : ''), body, {
    'Idempotency-Key': idempotencyKey,
    ...(expectedVersion === null ? {} : { 'If-Match': `"${expectedVersion}"` }),
  });
  return { answer, replayed: headers.get('Idempotent-Replayed') === 'true' };
}

/** Posts JSON to a ledger. */
export function post<A>(
  ledger: HttpLedger,
  path: string,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<HttpAnswer<A>> {
  const json = { 'Content-Type': 'application/json' };
  return ask(ledger, path, { method: 'POST', body: JSON.stringify(body), headers: { ...json, ...headers } });
}

/** A JSON answer of a ledger. */
export interface HttpAnswer<A> {
  readonly answer: A;
  readonly headers: Headers;
}

/** Asks a ledger for JSON; a problem, and anything that is no JSON, is a failure. */
export async function ask<A>(ledger: HttpLedger, path: string, init: RequestInit): Promise<HttpAnswer<A>> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const response = await send(ledger, path, { signal, ...init });
  const answer = parsed(await response.text());
  if (answer === undefined) throw noLedger(ledger.url, response.status);
  if (!response.ok) throw problemFailure(response.status, answer);
  return { answer: answer as A, headers: response.headers };
}

/** Asks a ledger for a text as it is, whole. */
export async function askForText(ledger: HttpLedger, path: string): Promise<string> {
  const response = await send(ledger, path, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  const text = await response.text();
  if (!response.ok) throw problemFailure(response.status, parsed(text));
  return text;
}

/** Asks a ledger for a text, however long, and gives it line by line. */
export async function* askForLines(
  ledger: HttpLedger,
  path: string,
  init: RequestInit = {},
): AsyncGenerator<string> {
  const response = await send(ledger, path, init);
  if (!response.ok || response.body === null)
    throw problemFailure(response.status, parsed(await response.text()));
  const text = Readable.fromWeb(response.body);
  yield* createInterface({ input: text, crlfDelay: Infinity });
}

function send(ledger: HttpLedger, path: string, init: RequestInit): Promise<Response> {
  const { url, key, language, purpose, sampleUser = null } = ledger;
  const headers = {
    Accept: 'application/json',
    'Accept-Language': language,
    ...(key === null ? {} : { Authorization: `Bearer ${key}` }),
    ...(purpose === null ? {} : { 'Access-Purpose': purpose }),
    ...(sampleUser === null ? {} : { 'Sample-User': sampleUser }),
    ...(init.headers as Record<string, string> | undefined),
  };
  return fetch(url + path, { ...init, headers, redirect: 'error' }).catch((error: unknown) => {
    throw cannotConnect(url, error);
  });
}

/** The value of a JSON text; undefined for anything else. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A number as a query writes it. */
function textOf(number: number | undefined): string | undefined {
  return number === undefined ? undefined : String(number);
}

function queryOf(query: Readonly<Record<string, unknown>>): string {
  const named = Object.entries(query).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '',
  );
  return named.length === 0 ? '' : `?${new URLSearchParams(named).toString()}`;
}

function cannotConnect(url: string, error: unknown): CommandFailure {
  const { cause, message } = error as Error & { readonly cause?: { readonly code?: string } };
  const why = cause?.code ?? message;
  return new CommandFailure({
    exit: EXIT.unreachable,
    detail: { zh: `无法连接 ${url} (${why})。`, en: `Cannot connect to ${url} (${why}).` },
    remedy: {
      zh: '先以 canbao demo 或 canbao serve 启动台账, 或用 --url、--data 指明台账。',
      en: 'Start a ledger with `canbao demo` or `canbao serve`, or name one with --url or --data.',
    },
  });
}

function noLedger(url: string, status: number): CommandFailure {
  return new CommandFailure({
    exit: EXIT.unreachable,
    detail: {
      zh: `${url} 以 ${status} 应答, 但不是 JSON: 那里不是参保台账。`,
      en: `${url} answered ${status} without JSON: it is no enrolment ledger.`,
    },
    remedy: { zh: '核对 --url。', en: 'Check --url.' },
  });
}
