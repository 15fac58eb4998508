import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { type AnswerChangedEntry, FeedClient } from '#libs/feed-client';
import { type LedgerApi, LedgerAwayError, priceOf } from './ledger-api.js';
import { type Claim, ClaimsDatabase, type ClaimsTransaction } from './sqlite/claims-database.js';

/**
 * An example of a claims system: it prices claims by the ledger's eligibility check, keeps the answers in its own table, and
 * asks again for those that the feed says are superseded. It knows the ledger from its documents and the feed client only.
 *
 * `claims-system URL DATABASE poll|stream`, the key in CLAIMS_KEY. Claims come as JSON, a line each, on standard input, and
 * are confirmed on standard output once they are in the table; so is `settled` for the line `settle`: everything that
 * the ledger has said by then is in the table, and every claim has its price.
 */
const [url = '', path = '', transport = ''] = process.argv.slice(2);
const api: LedgerApi = { url, key: process.env['CLAIMS_KEY'] ?? '' };
const database = new ClaimsDatabase(path);
const IDLE_MS = 20;
const BATCH = 20;

const client = new FeedClient({
  ...api,
  consumer: 'claims',
  topic: 'answers',
  store: database,
  transport: transport === 'stream' ? 'stream' : 'poll',
  backOff: { firstMs: 20, longestMs: 500 },
  acknowledgeEveryMs: 500,
});

function take(entries: readonly AnswerChangedEntry[], transaction: ClaimsTransaction): void {
  for (const { subject, data } of entries) {
    if (data.field !== 'pooledFund' && data.field !== 'effectiveCeilingFen') continue;
    const { affectedServiceDates, cause, supersededDecisions } = data;
    transaction.supersede({
      ...{ member: subject, ...affectedServiceDates },
      ...{ position: cause.position, decisions: supersededDecisions },
    });
  }
}

/** Prices some open claims; false: there are none, or the ledger is away. */
async function priceSome(): Promise<boolean> {
  const open = database.open(BATCH);
  try {
    for (const claim of open) database.price(claim, await priceOf(api, claim));
  } catch (error) {
    if (!(error instanceof LedgerAwayError)) throw error;
    return false;
  }
  return open.length > 0;
}

let stop = new AbortController();
let following = client.run(take, { signal: stop.signal });

async function settle(): Promise<void> {
  stop.abort();
  await following;
  do {
    await client.run(take, { until: 'caught-up' });
    while (database.open(1).length > 0) if (!(await priceSome())) await pause(IDLE_MS);
    await client.run(take, { until: 'caught-up' });
  } while (database.open(1).length > 0);
  process.stdout.write('settled\n');
  stop = new AbortController();
  following = client.run(take, { signal: stop.signal });
}

async function main(): Promise<void> {
  const lines: string[] = [];
  createInterface({ input: process.stdin }).on('line', (line) => lines.push(line));
  for (;;) {
    const line = lines.shift();
    if (line === 'settle') await settle();
    else if (line !== undefined) {
      const claim = JSON.parse(line) as Claim;
      database.add(claim);
      process.stdout.write(`${claim.claimId}\n`);
    } else if (!(await priceSome())) {
      await Promise.race([pause(IDLE_MS), following]);
    }
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? '') : String(error)}\n`);
  process.exit(1);
});
