import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonicalJson } from '#libs/canonical';
import { type EventStore, openSqliteStore } from '#libs/event-store';
import { everyRegion, type Ledger, openLedger, type RegionScope, type ServedDecision } from '../index.js';
import {
  author,
  codeOf,
  command,
  given,
  openTestLedger,
  paid,
  registered,
  regions,
  sampleRegions,
  shippedPacks,
} from '../testing/index.js';
import type { ServeDecision } from './decision-answers.js';
import { decisionEvent, decisionStream } from './decision-event.js';
import { newDecisionId } from './new-decision-id.js';

const asker = { language: 'zh', actor: 'key-1', correlationId: 'request-1', scope: everyRegion } as const;

function question(member: string, stated: Partial<ServeDecision> = {}): ServeDecision {
  return { kind: 'eligibility', member, on: '2027-11-20', ...asker, ...stated };
}

function reader(
  actor: string,
  scope: RegionScope,
  isOwnOnly = false,
): {
  readonly actor: string;
  readonly scope: RegionScope;
  readonly isOwnOnly: boolean;
} {
  return { actor, scope, isOwnOnly };
}
const anyone = reader('key-2', everyRegion);

/** Serves an answer and gives the decision as it stands in the ledger. */
async function served(ledger: Ledger, asked: ServeDecision): Promise<ServedDecision> {
  const { answer } = await ledger.decisions.serve(asked);
  return ledger.decisions.get({ id: String(answer.decisionId), reader: anyone });
}

test('a decision keeps its question, both clocks, packs, engine, sentences and whom it was served to', async () => {
  const { ledger } = await openTestLedger();
  await given(ledger, 'P-0001', registered, paid(2027, '2027-03-01'));
  const reply = await ledger.decisions.serve(question('P-0001', { scheme: 'resident', idempotencyKey: 'k' }));
  const decision = await ledger.decisions.get({ id: String(reply.answer.decisionId), reader: anyone });
  const { coordinates } = reply.answer;
  expect(decision).toEqual({
    decisionId: reply.answer.decisionId,
    question: { kind: 'eligibility', member: 'P-0001', scheme: 'resident', on: '2027-11-20' },
    language: 'zh',
    ...coordinates,
    answer: reply.text,
    sentences: { zh: [expect.any(String)], en: [expect.any(String)] },
    explanationDigest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
    servedTo: { actor: 'key-1', regions: 'all', hiddenFrom: null },
    memberVersion: 2,
    servedAt: expect.stringMatching(/\+08:00$/),
  });
  expect(canonicalJson(JSON.parse(decision.answer))).toBe(decision.answer);
});

test('it uses the packs that the standing uses, though it is derived with the recorder', async () => {
  const { ledger } = await openTestLedger();
  await given(ledger, 'P-0001', registered, paid(2025, '2024-10-01'), paid(2027, '2027-03-01'));
  const { answer } = await ledger.decisions.serve(question('P-0001'));
  const standing = await ledger.members.standing({
    member: 'P-0001',
    on: '2027-11-20',
    knownAt: `pos:${String(answer.coordinates.position)}`,
    scope: everyRegion,
  });
  expect(answer.coordinates).toEqual(standing.coordinates);
});

test('replay is equal after reopening, and the bytes are the same', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'canbao-decisions-'));
  const clock = (): number => Date.parse('2027-11-20T10:00:00+08:00');
  const create = {
    logId: '0190f5a2-7d3c-4b1e-8a55-3c2f6e9d0b17',
    kind: 'ledger',
    clockOffsetMs: 0,
    appVersion: '0.0.0',
  } as const;
  const data = join(directory, 'data');
  const open = async (engine: string): Promise<Ledger> =>
    openLedger({
      store: await openSqliteStore({ directory: data, create, clock }),
      packs: shippedPacks(),
      engine,
    });
  try {
    const first = await open('1.0.0');
    await first.policy.importRegions(sampleRegions(), author);
    await given(first, 'P-0001', registered, paid(2027, '2027-03-01'));
    const asked = (['eligibility', 'standing', 'repair-quote'] as const).map((kind) =>
      question('P-0001', { kind }),
    );
    const decisions = await Promise.all(asked.map((each) => served(first, each)));
    await given(first, 'P-0001', { type: 'MemberDeceased', diedOn: '2027-04-01' });
    await first.close();
    // A program of another name that answers alike is no difference.
    const second = await open('1.0.1');
    for (const { decisionId: id, answer } of decisions) {
      expect((await second.decisions.get({ id, reader: anyone })).answer).toBe(answer);
      expect(await second.decisions.replay({ id, reader: anyone })).toEqual({ equal: true, differs: null });
      const { recorded } = await second.decisions.explanation({ id, reader: anyone });
      expect(recorded).toMatchObject({ engine: '1.0.0', isSame: true });
    }
    await second.close();
  } finally {
    rmSync(directory, { recursive: true });
  }
});

describe('a replay names the coordinate that differs', () => {
  let ledger: Ledger;
  let store: EventStore;
  let original: ServedDecision;
  beforeAll(async () => {
    ({ ledger, store } = await openTestLedger());
    await given(ledger, 'P-0001', registered, paid(2027, '2027-03-01'));
    original = await served(ledger, question('P-0001'));
  });

  /** Records a decision as another ledger or program would have: the original with changes to its answer or record. */
  async function recorded(
    coordinates: object,
    changes: Partial<ServedDecision> = {},
    answered: object = {},
  ): Promise<string> {
    const { decisionId, eventId } = newDecisionId(store.now());
    const answer = JSON.parse(original.answer) as { readonly coordinates: object };
    const { servedAt: _, ...data } = original;
    const text = canonicalJson({
      ...answer,
      ...answered,
      decisionId,
      coordinates: { ...answer.coordinates, ...coordinates },
    });
    const event = decisionEvent(eventId, { ...data, decisionId, answer: text, ...changes }, 'test');
    await store.append(decisionStream(decisionId), 0, [event]);
    return decisionId;
  }

  const replayOf = async (id: string): Promise<unknown> =>
    (await ledger.decisions.replay({ id, reader: anyone })).differs;

  test('none, where it is a copy', async () => {
    expect(await replayOf(await recorded({}))).toBeNull();
  });

  test('the position', async () => {
    expect(await replayOf(await recorded({ position: original.position - 1 }))).toBe('position');
    expect(await replayOf(await recorded({}, { position: 1_000_000 }))).toBe('position');
    expect(await replayOf(await recorded({}, { position: 1 }))).toBe('position');
  });

  test('when it was known', async () => {
    expect(await replayOf(await recorded({ knownAt: '2027-11-20T09:00:00.000+08:00' }))).toBe('knownAt');
  });

  test('the day', async () => {
    expect(await replayOf(await recorded({ on: '2027-11-21' }))).toBe('on');
  });

  test('the packs', async () => {
    expect(await replayOf(await recorded({ packs: [] }))).toBe('packs');
    const pinned = { ...original.question, pack: 'fujian@99' };
    expect(await replayOf(await recorded({}, { question: pinned }))).toBe('packs');
  });

  test('the program, where all of them agree and the answer, its sentences or its explanation do not', async () => {
    expect(await replayOf(await recorded({ engine: '9.9.9' }))).toBeNull();
    expect(await replayOf(await recorded({}, {}, { streakYears: 99 }))).toBe('engine');
    expect(await replayOf(await recorded({}, { sentences: { zh: [], en: [] } }))).toBe('engine');
    const id = await recorded({}, { explanationDigest: 'sha256:0', engine: '0.9.0' });
    expect(await replayOf(id)).toBe('engine');
    const { recorded: beside } = await ledger.decisions.explanation({ id, reader: anyone });
    expect(beside).toEqual({ explanationDigest: 'sha256:0', engine: '0.9.0', isSame: false });
  });
});

describe('who sees a decision', () => {
  const home = regions('359901');
  const later = regions('359902');
  const elsewhere = regions('359904');
  const sees = async (ledger: Ledger, id: string, ...who: Parameters<typeof reader>): Promise<boolean> =>
    (await codeOf(
      ledger.decisions.get({ id, reader: reader(...who) }).then(() => {
        throw Object.assign(new Error(), { code: 'seen' });
      }),
    )) === 'seen';

  test('whoever it was served to, and the regions of the member; a claims system only its own', async () => {
    const { ledger } = await openTestLedger();
    await given(ledger, 'P-0001', registered);
    const { decisionId: id } = await served(ledger, question('P-0001', { actor: 'key-1', scope: home }));
    expect(await sees(ledger, id, 'key-1', home, true)).toBe(true);
    expect(await sees(ledger, id, 'key-2', home, true)).toBe(false);
    expect(await sees(ledger, id, 'key-2', home)).toBe(true);
    expect(await sees(ledger, id, 'key-3', elsewhere)).toBe(false);
  });

  test('after a move the old region keeps what it saw, and sees nothing of what rests on later facts', async () => {
    const { ledger } = await openTestLedger();
    await given(ledger, 'P-0001', registered, paid(2027, '2027-03-01'));
    const before = await served(ledger, question('P-0001', { scope: home, on: '2027-04-01' }));
    await ledger.facts.record(
      command('P-0001', {
        type: 'RegionTransferred',
        fromRegion: '359901',
        toRegion: '359902',
        effectiveOn: '2027-06-01',
      }),
    );
    const past = { on: '2027-04-01' };
    const byOld = await served(ledger, question('P-0001', { ...past, scope: home }));
    const byNew = await served(ledger, question('P-0001', { ...past, scope: later }));
    expect(byOld.servedTo.hiddenFrom).toBe('2027-06-01');
    for (const { decisionId } of [before, byOld]) {
      expect(await sees(ledger, decisionId, 'key-9', home)).toBe(true);
      expect(await sees(ledger, decisionId, 'key-9', later)).toBe(true);
      // Made anew for the eyes of then: what the old region could not see then is not in it now.
      expect(await ledger.decisions.replay({ id: decisionId, reader: anyone })).toMatchObject({
        equal: true,
      });
    }
    expect(await sees(ledger, byNew.decisionId, 'key-9', later)).toBe(true);
    expect(await sees(ledger, byNew.decisionId, 'key-9', home)).toBe(false);
    expect(await codeOf(ledger.decisions.serve(question('P-0001', { scope: home, on: '2027-06-01' })))).toBe(
      'member-not-found',
    );
  });
});

test('a key that was used for a fact is no key of a decision', async () => {
  const { ledger } = await openTestLedger();
  await ledger.facts.record(command('P-0001', registered, { idempotencyKey: 'k-1' }));
  expect(await codeOf(ledger.decisions.serve(question('P-0001', { idempotencyKey: 'k-1' })))).toBe(
    'idempotency-key-reused',
  );
  await ledger.decisions.serve(question('P-0001', { idempotencyKey: 'k-2' }));
  expect(await codeOf(ledger.facts.record(command('P-0002', registered, { idempotencyKey: 'k-2' })))).toBe(
    'idempotency-key-reused',
  );
});

test('the same region’s pack may be pinned in a decision; another’s makes it hypothetical', async () => {
  const { ledger } = await openTestLedger();
  await given(ledger, 'P-0001', registered);
  const own = await ledger.decisions.serve(question('P-0001', { pack: 'fujian@1' }));
  expect(own.isRecorded).toBe(true);
  const other = await ledger.decisions.serve(question('P-0001', { pack: 'anhui@1' }));
  expect([other.isRecorded, other.answer.decisionId]).toEqual([false, null]);
});

describe('whoever is told of an answer while it is recorded', () => {
  test('is told before it stands in the ledger, and of the answer that is given', async () => {
    const { ledger, store } = await openTestLedger();
    await given(ledger, 'P-0001', registered, paid(2027, '2027-03-01'));
    const before = await store.head();
    const told: unknown[] = [];
    const onRecording = async (answer: unknown): Promise<void> => {
      told.push(answer, await store.head());
    };
    const { answer } = await ledger.decisions.serve(question('P-0001', { onRecording }));
    expect(told).toEqual([answer, before]);
  });

  test('keeps the answer from being given by failing; the same request is then given what was recorded', async () => {
    const { ledger } = await openTestLedger();
    await given(ledger, 'P-0001', registered, paid(2027, '2027-03-01'));
    const failing = question('P-0001', {
      idempotencyKey: 'k',
      onRecording: () => Promise.reject(new Error('the access log is full')),
    });
    await expect(ledger.decisions.serve(failing)).rejects.toThrow('the access log is full');
    const again = await ledger.decisions.serve(question('P-0001', { idempotencyKey: 'k' }));
    expect(again.replayed).toBe(true);
  });

  test('is told of the other answer where the same request came twice at once', async () => {
    const { ledger } = await openTestLedger();
    await given(ledger, 'P-0001', registered, paid(2027, '2027-03-01'));
    const told: string[] = [];
    const onRecording = ({ decisionId }: { readonly decisionId: string | null }): Promise<void> => {
      told.push(String(decisionId));
      return Promise.resolve();
    };
    const twice = question('P-0001', { idempotencyKey: 'k', onRecording });
    const replies = await Promise.all([ledger.decisions.serve(twice), ledger.decisions.serve(twice)]);
    const [first, second] = replies.map(({ answer }) => answer.decisionId);
    expect(second).toBe(first);
    expect(told.filter((id) => id === first)).toHaveLength(2);
  });
});
