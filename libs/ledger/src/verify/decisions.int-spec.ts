import { randomUUID } from 'node:crypto';
import { everyRegion, verifyLedger } from '../index.js';
import {
  author,
  given,
  openTestLedger,
  paid,
  registered,
  shippedPacks,
  type TestLedger,
} from '../testing/index.js';

let opened: TestLedger;
let served: string;
beforeEach(async () => {
  opened = await openTestLedger();
  await given(opened.ledger, 'P-0001', registered, paid(2028, '2027-11-20'));
  const { answer } = await opened.ledger.decisions.serve({
    ...{ kind: 'standing', member: 'P-0001', on: '2028-03-15', language: 'zh' },
    ...author,
    scope: everyRegion,
  });
  served = answer.decisionId ?? '';
});
afterEach(() => opened.ledger.close());

interface Served {
  readonly question: object;
  readonly answer: string;
  readonly servedTo: object;
}

/** Records the same decision under another number, with something else beside its answer. */
async function recordedOtherwise(
  told: (data: Served) => object,
  beside: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const [event] = await opened.store.readStream(`decision-${served}`);
  if (event === undefined) throw new Error('There is no decision.');
  const decisionId = `dec_${'2'.repeat(25)}`;
  const before = event.data as Served;
  const renamed = { ...before, decisionId, answer: before.answer.replace(served, decisionId) };
  const { type, schemaVersion } = event;
  const metadata = { ...event.metadata, ...beside };
  const data = { ...renamed, ...told(renamed) };
  const stream = `decision-${decisionId}`;
  await opened.store.append(stream, 0, [{ id: randomUUID(), type, schemaVersion, data, metadata }]);
  return stream;
}

async function different(): Promise<readonly object[]> {
  const { decisions } = await verifyLedger(
    { packs: shippedPacks(), engine: '0.0.0' },
    {
      store: opened.store,
      seals: undefined,
      outside: [],
      readModels: null,
      accessLog: null,
      signal: new AbortController().signal,
    },
  );
  return decisions.different;
}

test('a decision as it was served comes out again, also under another number', async () => {
  await recordedOtherwise(() => ({}));
  expect(await different()).toEqual([]);
});

test.each([
  [
    'another day in the question',
    (data: Served) => ({ question: { ...data.question, on: '2028-03-16' } }),
    {},
  ],
  [
    'somebody else whom it was served to',
    (data: Served) => ({ servedTo: { ...data.servedTo, actor: 'x' } }),
    {},
  ],
  ['somebody else who asked', () => ({}), { actor: 'x' }],
  ['another day beside it', () => ({}), { effectiveOn: '2028-03-16' }],
])('an event that says otherwise than the answer in it is found: %s', async (_, told, beside) => {
  const stream = await recordedOtherwise(told, beside);
  expect(await different()).toMatchObject([{ stream, differs: 'event' }]);
});
