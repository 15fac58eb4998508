import { canonicalJson } from '#libs/canonical';
import { openStore, type StoreAddress } from '#libs/event-store';
import { everyRegion, type Ledger, openLedger, type Question } from '#libs/ledger';
import { author, sampleRegions, shippedPacks } from '#libs/ledger/testing';

const CREATION = {
  logId: '0190f5a2-7d3c-4b1e-8a55-3c2f6e9d0b17',
  kind: 'ledger',
  clockOffsetMs: 0,
  appVersion: '0.0.0',
} as const;

/** 2031-03-01, in milliseconds since 1970: the clock of every ledger here, so that "today" is the same in all of them. */
const NOW_MS = Date.UTC(2031, 2, 1);

/** Opens the ledger of an address, uses it and closes it. */
export async function withLedgerAt<Result>(
  address: StoreAddress,
  use: (ledger: Ledger) => Promise<Result>,
): Promise<Result> {
  const store = await openStore(address, { create: CREATION, clock: () => NOW_MS });
  try {
    return await use(await openLedger({ store, packs: shippedPacks(), engine: '0.0.0' }));
  } finally {
    await store.close();
  }
}

export const memberNumber = (index: number): string => `P-${String(index + 1).padStart(4, '0')}`;

/** Makes a ledger with regions, a key and so many members of differing histories; every other fact has a key. */
export async function fillLedger(address: StoreAddress, members: number): Promise<void> {
  await withLedgerAt(address, async (ledger) => {
    await ledger.policy.importRegions(sampleRegions(), author);
    await ledger.access.createKey({ role: 'caseworker', regions: 'all', label: 'copy' }, author);
    await Promise.all(Array.from({ length: members }, (_, index) => record(ledger, index)));
  });
}

async function record(ledger: Ledger, index: number): Promise<void> {
  const member = memberNumber(index);
  for (const [number, body] of historyOf(index).entries()) {
    await ledger.facts.record({
      member,
      body,
      source: { system: 'tax-359901', document: `${member}-${number}` },
      ...(number % 2 === 0 ? { idempotencyKey: `${member}/${number}` } : {}),
      actor: 'key-1',
      correlationId: 'copy',
      scope: everyRegion,
    });
  }
}

/** A member who enrols, misses up to three years, comes back late, and now and then claims or is given a status. */
function historyOf(index: number): readonly Readonly<Record<string, unknown>>[] {
  const missed = index % 4;
  const back = 2027 + missed;
  const paid = (coverageYear: number, paidOn: string): Readonly<Record<string, unknown>> => ({
    type: 'PremiumPaid',
    coverageYear,
    paidOn,
    amountFen: 40_000,
  });
  return [
    { type: 'MemberRegistered', region: '359901', liableFrom: '2020-01-01' },
    ...(index % 5 === 0 ? [{ type: 'SpecialStatusGranted', status: 'medical-aid', from: '2025-01-01' }] : []),
    paid(2025, '2024-11-20'),
    paid(2026, '2025-11-20'),
    paid(back, `${back - 1}-11-${String(10 + (index % 15))}`),
    ...(index % 3 === 0 ? [claim(index, back)] : []),
    ...(back < 2030 ? [paid(2030, '2029-12-01')] : []),
  ];
}

function claim(index: number, year: number): Readonly<Record<string, unknown>> {
  return {
    type: 'ClaimSettled',
    claimId: `C-${index}`,
    servedOn: `${year}-08-02`,
    settledOn: `${year}-08-15`,
    pooledFundFen: 350_000 + index,
    majorIllnessFen: 0,
    medicalAidFen: 0,
  };
}

/** Canonical answers to so many questions: every kind, many members, days, and moments of knowledge. */
export function answersOf(
  address: StoreAddress,
  { questions, members }: { readonly questions: number; readonly members: number },
): Promise<readonly string[]> {
  return withLedgerAt(address, async (ledger) => {
    const moments = await momentsOf(ledger);
    const answers: string[] = [];
    for (let index = 0; index < questions; index += 1) {
      const member = memberNumber((index * 7) % members);
      const on = `${2025 + (index % 7)}-${String(1 + (index % 12)).padStart(2, '0')}-15`;
      const knownAt = moments[(index * 13) % moments.length];
      answers.push(canonicalJson(await answer(ledger, index, { member, on, knownAt })));
    }
    return answers;
  });
}

/** Every position and every instant at which something was recorded, and the present. */
async function momentsOf(ledger: Ledger): Promise<readonly (string | undefined)[]> {
  const moments: (string | undefined)[] = [undefined];
  for (let after: string | undefined; ;) {
    const { items, next } = await ledger.events.list({ scope: everyRegion, limit: 500, after });
    for (const { position, recordedAt } of items) moments.push(`pos:${position}`, recordedAt);
    if (next === null) return moments;
    after = next;
  }
}

const FIELDS = ['waiting', 'covered', 'ceiling', 'continuousCredit', 'breakYears'] as const;

function answer(
  { members, events, policy }: Ledger,
  index: number,
  asked: Question & { readonly member: string },
): Promise<unknown> {
  const question = { ...asked, scope: everyRegion };
  // What is not known of a member is an answer, too.
  const orRefusal = (asking: Promise<unknown>): Promise<unknown> =>
    asking.catch((error: unknown) => ({
      refused: (error as { readonly code?: string }).code ?? String(error),
    }));
  switch (index % 8) {
    case 0:
      return orRefusal(members.timeline(question));
    case 1:
      return orRefusal(members.events({ ...question, expandConsequences: true }));
    case 2:
      return orRefusal(
        members.explanation({ ...question, field: FIELDS[index % FIELDS.length] ?? 'waiting' }),
      );
    case 3:
      return orRefusal(members.repairQuote(question));
    case 4:
      return index % 64 === 4
        ? orRefusal(members.list({ on: asked.on, knownAt: asked.knownAt, scope: everyRegion, limit: 50 }))
        : orRefusal(members.get(question));
    case 5:
      return index % 64 === 5
        ? orRefusal(policy.regions(asked.knownAt))
        : orRefusal(events.list({ knownAt: asked.knownAt, scope: everyRegion, limit: 20 }));
    default:
      return orRefusal(members.standing(question));
  }
}
