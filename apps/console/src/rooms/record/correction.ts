import { type FactBody, type FactData, liveFacts } from '#libs/enrollment';
import type { MemberEvent } from '#libs/ledger/pure';
import { factOf } from '../../derivation/local-member.js';

/** What holds after a correction: the event named counts no more, or a fact holds as it is typed, or that fact counts no more. */
export type Effect = 'annul' | 'replace' | 'drop';

/** What a correction is about in the end: a fact, behind as many corrections as stand before it. */
export interface Subject {
  readonly fact: MemberEvent;
  /** What holds of the fact now, as recorded or in its place; null: it counts no more. */
  readonly standing: FactData[MemberEvent['type']] | null;
  /** The corrections that lead to the fact, the outermost first, each with its own reason; none where a fact is corrected itself. */
  readonly corrections: readonly Pick<FactData['FactCorrected'], 'corrects' | 'reason'>[];
}

/** What the correction of an event is about; undefined where it leads to a fact that is not among those shown. */
export function subjectOf(event: MemberEvent, events: readonly MemberEvent[]): Subject | undefined {
  if (event.type !== 'FactCorrected') return { fact: event, standing: event.data, corrections: [] };
  const corrections: Subject['corrections'][number][] = [];
  let body = event.data as FactData['FactCorrected'];
  // A correction names what was recorded before it, so that the way ends.
  for (const _ of events) {
    const { corrects, reason, replacement } = body;
    corrections.push({ corrects, reason });
    const target = events.find(({ id }) => id === corrects);
    if (target === undefined) return undefined;
    if (target.type !== 'FactCorrected') {
      const live = liveFacts(events.map(factOf)).facts.find(({ id }) => id === target.id);
      return { fact: target, standing: live?.data ?? null, corrections };
    }
    body = replacement?.type === 'FactCorrected' ? replacement : (target.data as FactData['FactCorrected']);
  }
  return undefined;
}

/** What may hold after a correction of an event about this subject. */
export function effectsOf({ standing, corrections }: Subject): readonly Effect[] {
  return corrections.length > 0 && standing !== null ? ['annul', 'replace', 'drop'] : ['annul', 'replace'];
}

/**
 * The replacement that a correction carries so that `fact` holds, or nothing does where it is null: behind other corrections it
 * stands in corrections that take their places, with the reasons that they had.
 */
export function replacementWith({ corrections }: Subject, fact: FactBody | null): FactBody | undefined {
  return corrections.reduceRight<FactBody | undefined>(
    (replacement, correction) => ({
      type: 'FactCorrected',
      ...correction,
      ...(replacement === undefined ? {} : { replacement }),
    }),
    fact ?? undefined,
  );
}
