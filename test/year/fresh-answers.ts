import type { EligibilityAnswer, Ledger } from '#libs/ledger';

/** What the facts alone say about a day of a member, now or as of a position; undefined: the member is not known then. */
export async function freshAnswer(
  ledger: Ledger,
  { member, on, position }: { readonly member: string; readonly on: string; readonly position?: number },
): Promise<EligibilityAnswer | undefined> {
  try {
    const { answer } = await ledger.decisions.serve({
      ...{ kind: 'eligibility', member, scheme: 'resident', on, dryRun: true, language: 'zh' },
      ...{ actor: 'bureau', correlationId: 'year', scope: { regions: 'all' } },
      ...(position === undefined ? {} : { knownAt: `pos:${String(position)}` }),
    });
    return answer as EligibilityAnswer;
  } catch (error) {
    if ((error as { code?: string }).code === 'member-not-found') return undefined;
    throw error;
  }
}
