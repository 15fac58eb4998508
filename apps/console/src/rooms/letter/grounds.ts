import type { ExplanationAnswer } from '#libs/ledger/pure';
import type { Client } from '../../api/client.js';

/** What a letter gives as its reasons: why the fund pays or not, and why the wait is as long as it is. */
export interface Grounds {
  readonly fund: ExplanationAnswer;
  readonly waiting: ExplanationAnswer;
}

/** Explains an answer at the coordinates at which it was, or would be, served. */
export async function loadGrounds(
  client: Client,
  { member, on, position }: { readonly member: string; readonly on: string; readonly position: number },
): Promise<Grounds> {
  const explain = async (field: string): Promise<ExplanationAnswer> => {
    const query = { field, on, knownAt: `pos:${String(position)}`, depth: 'clerk' };
    const { body } = await client.get('/v1/members/{member}/explanation', { path: { member }, query });
    return body as unknown as ExplanationAnswer;
  };
  const [fund, waiting] = await Promise.all([explain('benefitEligible'), explain('waiting')]);
  return { fund, waiting };
}
