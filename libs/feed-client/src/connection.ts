import type { Deadline } from './deadline.js';
import type { FeedTopic } from './entries.js';
import {
  CursorOfAnotherLedgerError,
  FeedError,
  KeyRefusedError,
  type Refusal,
  RequestRefusedError,
  ServerAwayError,
} from './errors.js';
import type { FeedClientOptions } from './options.js';

/** A server that takes longer than this to answer is away; beside the wait that it was asked for. */
export const ANSWER_MS = 15_000;

/** Statuses of a server that will answer after a while. */
const PASSING = [408, 425, 429];

/** Where and as whom to ask, and for what. */
export type Reader = Pick<
  FeedClientOptions<FeedTopic, unknown>,
  'url' | 'key' | 'consumer' | 'topic' | 'region' | 'scheme' | 'headers'
>;

/** One request to a ledger. */
export interface Request {
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, in a POST. */
  readonly body?: object;
  readonly deadline: Deadline;
  /** The cursor that the request names. */
  readonly cursor?: string;
}

/** The path and query of a reader's feed. */
export function feedPath(
  { consumer, topic, region, scheme }: Reader,
  query: Readonly<Record<string, string>>,
): string {
  const filters = {
    ...(region === undefined ? {} : { region }),
    ...(scheme === undefined ? {} : { scheme }),
  };
  return `/v1/feed?${new URLSearchParams({ consumer, topic, ...filters, ...query }).toString()}`;
}

/**
 * Asks a ledger, and waits for the head of its answer.
 *
 * @throws FeedError for everything but an answer of 2xx
 */
export async function ask({ url, key, headers }: Reader, request: Request): Promise<Response> {
  const { path, body, deadline, cursor = '' } = request;
  const json = body === undefined ? {} : { 'Content-Type': 'application/json' };
  const response = await fetch(url.replace(/\/+$/, '') + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      ...headers,
      ...(key === null ? {} : { Authorization: `Bearer ${key}` }),
      ...json,
      ...request.headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    redirect: 'error',
    signal: deadline.signal,
  }).catch((error: unknown) => {
    throw away(error);
  });
  if (!response.ok) throw await refused(response, cursor);
  return response;
}

/** A failure of the network as the client tells it; what it has told already stays. */
export function away(error: unknown): FeedError {
  if (error instanceof FeedError) return error;
  const { cause, message } = error as Error & { readonly cause?: { readonly code?: string } };
  return new ServerAwayError(cause?.code ?? message, null, error);
}

async function refused(response: Response, cursor: string): Promise<FeedError> {
  const { status, headers } = response;
  const refusal = await refusalOf(response);
  if (status >= 500 || PASSING.includes(status)) {
    const seconds = Number(headers.get('Retry-After'));
    const retryAfterMs = Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : null;
    return new ServerAwayError(`${status} ${refusal.problem}: ${refusal.detail}`, retryAfterMs);
  }
  if (status === 401 || status === 403) return new KeyRefusedError(refusal);
  if (refusal.problem === 'cursor-of-another-ledger') return new CursorOfAnotherLedgerError(cursor, refusal);
  return new RequestRefusedError(refusal);
}

async function refusalOf(response: Response): Promise<Refusal> {
  const { status } = response;
  try {
    const problem = (await response.json()) as Readonly<Record<string, string | undefined>>;
    const { code, detail, title } = problem;
    return { status, problem: code ?? 'unknown', detail: detail ?? title ?? '' };
  } catch {
    return { status, problem: 'unknown', detail: 'the answer is no problem document of a ledger' };
  }
}
