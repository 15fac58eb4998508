import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

/** The people and systems that tell the ledger facts, each with its key; a ledger that is away is asked again. */
export interface Keys {
  readonly clerk: string;
  readonly operator: string;
  readonly reviewer: string;
  readonly officer: string;
}

/** How often one request is made before the test gives up: some two minutes. */
const MAX_ATTEMPTS = 1_200;

/** A ledger's answer. */
export interface OfficeAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Sends one request until it is answered, always with the same key: a fact is recorded once however often it is sent. */
export async function send(
  url: string,
  key: string,
  {
    method = 'POST',
    path,
    body,
  }: { readonly method?: string; readonly path: string; readonly body?: object },
): Promise<OfficeAnswer> {
  const headers = {
    Authorization: `Bearer ${key}`,
    'Content-Type': 'application/json',
    'Idempotency-Key': randomUUID(),
    'Access-Purpose': 'enquiry',
  };
  for (let left = MAX_ATTEMPTS; left > 0; left -= 1) {
    try {
      const response = await fetch(url + path, {
        ...{ method, headers, signal: AbortSignal.timeout(20_000) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      if (response.status < 500)
        return { status: response.status, body: JSON.parse(text) as OfficeAnswer['body'] };
    } catch {
      // Killed before or within its answer: whether the fact was recorded, the repetition will tell.
    }
    await pause(100);
  }
  throw new Error(`The ledger did not come back for ${path}.`);
}
