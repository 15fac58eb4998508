import autocannon from 'autocannon';
import { ACCESS_LOG_PATH, EMPTY_PATH, memberNumber } from './http-server.js';
import { type Figure, median } from './measure.js';
import { withServer } from './served.js';

const ROUNDS = 3;
const REQUESTS = 3_000;
const CONNECTIONS = 32;
const SAMPLE_MS = 20;

/** Appends, eligibility checks and standings over HTTP, as ratios to the same server's routes that do nothing; rounds are interleaved. */
export async function httpFigures(): Promise<readonly Figure[]> {
  return withServer({ registered: ROUNDS * REQUESTS + REQUESTS, stored: 0 }, async (url) => {
    const rates = {
      emptyPost: [] as number[],
      append: [] as number[],
      check: [] as number[],
      unlogged: [] as number[],
      emptyGet: [] as number[],
      standing: [] as number[],
    };
    let paid = 0;
    const pay = (): Promise<number> => load(url, () => payment((paid += 1) - 1));
    const ask = (): Promise<number> => {
      let asked = 0;
      return load(url, () => ({ method: 'GET', path: standingPath((asked += 1)) }));
    };
    const check = (): Promise<number> => {
      let asked = 0;
      return load(url, () => eligibilityCheck(memberNumber((asked += 1) % REQUESTS)));
    };
    await pay();
    await check();
    for (let round = 0; round < ROUNDS; round += 1) {
      rates.emptyPost.push(await load(url, () => ({ ...payment(round), path: EMPTY_PATH })));
      rates.append.push(await pay());
      rates.check.push(await check());
      await setAccessLog(url, false);
      rates.unlogged.push(await check());
      await setAccessLog(url, true);
      rates.emptyGet.push(await load(url, () => ({ method: 'GET', path: EMPTY_PATH })));
      rates.standing.push(await ask());
    }
    const [emptyPost, append, checks, unlogged, emptyGet, standing] = [
      rates.emptyPost,
      rates.append,
      rates.check,
      rates.unlogged,
      rates.emptyGet,
      rates.standing,
    ].map(median) as [number, number, number, number, number, number];
    const perSecond = (a: number, b: number): string =>
      `${a.toFixed(0)} / ${b.toFixed(0)} per s, ${String(CONNECTIONS)} connections`;
    return [
      {
        name: 'HTTP append of a payment, durable, with its consequences / empty POST',
        ratio: append / emptyPost,
        bound: { kind: 'at-least', value: 0.5 },
        detail: perSecond(append, emptyPost),
      },
      {
        name: 'HTTP eligibility check, recorded durably as a decision / empty POST',
        ratio: checks / emptyPost,
        bound: { kind: 'at-least', value: 0.6 },
        detail: perSecond(checks, emptyPost),
      },
      {
        name: 'HTTP eligibility check with its entry in the access log / without',
        ratio: checks / unlogged,
        detail: perSecond(checks, unlogged),
      },
      {
        name: 'HTTP standing / empty GET',
        ratio: standing / emptyGet,
        detail: perSecond(standing, emptyGet),
      },
    ];
  });
}

async function setAccessLog(url: string, on: boolean): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const { ok } = await fetch(url + ACCESS_LOG_PATH, {
    method: 'POST',
    headers,
    body: JSON.stringify({ on }),
  });
  if (!ok) throw new Error('The access log was not switched.');
}

/** Requests per second over one load; any answer but a success is an error, so that nothing refused is counted. */
export async function load(url: string, next: () => autocannon.Request): Promise<number> {
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    amount: REQUESTS,
    // The duration is counted in whole samples.
    sampleInt: SAMPLE_MS,
    requests: [{ setupRequest: (request) => ({ ...request, ...next() }) }],
  });
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${String(result.non2xx)} answers were refused, ${String(result.errors)} failed.`);
  }
  return REQUESTS / result.duration;
}

/** A payment that changes an answer, for a member who has registered. */
export function payment(index: number): autocannon.Request {
  const member = memberNumber(index);
  return {
    method: 'POST',
    path: `/v1/members/${member}/premium-payments`,
    headers: { 'content-type': 'application/json', 'idempotency-key': `bench-${String(index)}` },
    body: JSON.stringify({
      coverageYear: 2031,
      paidOn: '2031-02-28',
      amountFen: 40_000,
      source: { system: 'bench', document: `P-${String(index)}` },
    }),
  };
}

/** A check of a member on a day. */
export function eligibilityCheck(member: string): autocannon.Request {
  return {
    method: 'POST',
    path: '/v1/eligibility-checks',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ member, scheme: 'resident', on: '2031-03-01' }),
  };
}

function standingPath(index: number): string {
  return `/v1/members/${memberNumber(index % REQUESTS)}/standing?on=2031-03-01`;
}
