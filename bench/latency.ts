import { Agent, get, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type autocannon from 'autocannon';
import { eligibilityCheck, load, payment } from './http.js';
import { memberNumber, storedNumber } from './http-server.js';
import { type Figure, percentile } from './measure.js';
import { withServer } from './served.js';

/** Members in the store while checks are timed: `CANBAO_BENCH_STORED=1000000 npm run bench` takes long and 3 GB of disk. */
const STORED = Number(process.env['CANBAO_BENCH_STORED'] ?? 50_000);
const APPENDS_PER_SECOND = 200;
const APPENDS = 2_000;
/** Entries that are not there so long after the last append are not waited for. */
const PATIENCE_MS = 20_000;
const SECONDS = 10;
/** Steps between the members that are asked about: hardly any of them is in memory. */
const STRIDE = 7_919;

/** How long an append takes to reach a reader of the feed, and a check under half of what the server can do. */
export async function latencyFigures(): Promise<readonly Figure[]> {
  return withServer({ registered: APPENDS, stored: STORED }, async (url) => [
    ...(await appendToEntry(url)),
    await checkAtHalfSaturation(url),
  ]);
}

/** From the moment at which an append is sent to that at which an open stream of the feed has its first entry. */
async function appendToEntry(url: string): Promise<readonly Figure[]> {
  const sentAt = new Map<string, number>();
  const tookMs: number[] = [];
  const close = await listen(url, (member) => {
    const sent = sentAt.get(member);
    if (sent === undefined) return;
    sentAt.delete(member);
    tookMs.push(performance.now() - sent);
  });
  const agent = new Agent({ keepAlive: true });
  const statuses = await paced({ count: APPENDS, perSecond: APPENDS_PER_SECOND }, (index) => {
    sentAt.set(memberNumber(index), performance.now());
    return send(url, agent, payment(index));
  });
  const refused = statuses.filter((status) => status !== 201);
  for (let waited = 0; sentAt.size > 0 && waited < PATIENCE_MS; waited += 50) await pause(50);
  close();
  agent.destroy();
  if (refused.length > 0 || sentAt.size > 0)
    throw new Error(
      `${String(refused.length)} appends were refused, ${String(sentAt.size)} are not in the feed.`,
    );
  const detail = `${String(APPENDS)} appends at ${String(APPENDS_PER_SECOND)} per s, read as a stream, ${String(STORED)} members in the store`;
  return [
    { name: 'append to feed entry, ms, p50', ratio: percentile(tookMs, 0.5), detail },
    {
      name: 'append to feed entry, ms, p99',
      ratio: percentile(tookMs, 0.99),
      bound: { kind: 'at-most', value: 250 },
      detail,
    },
  ];
}

/** Opens the feed as a stream from now on; tells the member of each entry. Gives what closes it. */
function listen(url: string, onEntry: (member: string) => void): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const asked = get(
      `${url}/v1/feed?topic=answers&after=now`,
      { headers: { accept: 'text/event-stream' } },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
          const lines = text.split('\n');
          text = lines.pop() ?? '';
          for (const line of lines) {
            if (!line.startsWith('data: {')) continue;
            const { subject } = JSON.parse(line.slice('data: '.length)) as { readonly subject?: string };
            if (subject !== undefined) onEntry(subject);
          }
        });
        // Closing it is how the stream ends.
        response.on('error', () => undefined);
        resolve(() => asked.destroy());
      },
    );
    asked.on('error', reject);
  });
}

/** The status of the answer. A connection that the server let go of while it was idle is not one that failed: it is asked again. */
function send(url: string, agent: Agent, what: autocannon.Request): Promise<number> {
  return new Promise((resolve, reject) => {
    const { path = '', method, headers, body } = what;
    const options = { agent, method, headers: headers as Record<string, string> };
    const sent = request(`${url}${path}`, options, (response) => {
      response.resume().once('close', () => {
        if (response.complete) resolve(response.statusCode ?? 0);
        else reject(new Error('An answer ended before it was whole.'));
      });
    });
    sent.on('error', (error: NodeJS.ErrnoException) => {
      if (sent.reusedSocket && error.code === 'ECONNRESET') send(url, agent, what).then(resolve, reject);
      else reject(error);
    });
    sent.end(body);
  });
}

/** Sends at even distances, whether or not those before are answered: a server that falls behind is not spared. */
async function paced(
  { count, perSecond }: { readonly count: number; readonly perSecond: number },
  task: (index: number) => Promise<number>,
): Promise<readonly number[]> {
  const answers: Promise<number>[] = [];
  const start = performance.now();
  for (let index = 0; index < count; index += 1) {
    const waitMs = start + (index * 1_000) / perSecond - performance.now();
    if (waitMs > 0) await pause(waitMs);
    answers.push(task(index));
  }
  return Promise.all(answers);
}

async function checkAtHalfSaturation(url: string): Promise<Figure> {
  let asked = 0;
  const next = (): autocannon.Request => eligibilityCheck(storedNumber(((asked += 1) * STRIDE) % STORED));
  await load(url, next);
  const rate = await load(url, next);
  const agent = new Agent({ keepAlive: true });
  const tookMs: number[] = [];
  const statuses = await paced({ count: Math.round((rate / 2) * SECONDS), perSecond: rate / 2 }, async () => {
    const sent = performance.now();
    const status = await send(url, agent, next());
    tookMs.push(performance.now() - sent);
    return status;
  });
  agent.destroy();
  const refused = statuses.filter((status) => status !== 200);
  if (refused.length > 0) throw new Error(`${String(refused.length)} checks were refused.`);
  return {
    name: 'eligibility check at half saturation, ms, p99',
    ratio: percentile(tookMs, 0.99),
    bound: { kind: 'at-most', value: 10 },
    detail: `${(rate / 2).toFixed(0)} of ${rate.toFixed(0)} per s, p50 ${percentile(tookMs, 0.5).toFixed(1)} ms, ${String(STORED)} members in the store`,
  };
}
