import { canonicalJson } from '#libs/canonical';
import { DomainError } from '#libs/enrollment';
import type { Coordinates } from '../coordinates/question.js';
import type { LedgerContext } from '../context.js';
import { LedgerError } from '../errors.js';
import { type Answered, answerFor } from './answer-for.js';
import {
  type DecisionAnswer,
  REPLAY_COORDINATES,
  type ReplayAnswer,
  type ServedDecision,
} from './decision-answers.js';

/**
 * Answers a decision's question anew: the facts and packs of its position, seen by whom it was served to, with the program
 * of now. Equal where the answer, its sentences and the digest of its explanation come out again, whatever the program is
 * called now.
 */
export async function replayDecision(
  context: LedgerContext,
  decision: ServedDecision,
): Promise<ReplayAnswer> {
  const recorded = JSON.parse(decision.answer) as DecisionAnswer;
  const again = await answeredAgain(context, decision);
  if (typeof again === 'string') return { equal: false, differs: again };
  const { engine } = recorded.coordinates;
  const answer = {
    ...again.answer,
    decisionId: decision.decisionId,
    coordinates: { ...again.answer.coordinates, engine },
  };
  const isEqual =
    canonicalJson(answer) === decision.answer &&
    canonicalJson(again.sentences) === canonicalJson(decision.sentences) &&
    again.explanationDigest === decision.explanationDigest;
  if (isEqual) return { equal: true, differs: null };
  return { equal: false, differs: firstDifference(recorded.coordinates, answer.coordinates) };
}

/** The answer of now, or the coordinate that this ledger does not have. */
async function answeredAgain(
  context: LedgerContext,
  { question, on, position, language, servedTo }: ServedDecision,
): Promise<Answered | 'position' | 'packs'> {
  const query = { ...question, on, knownAt: `pos:${String(position)}` };
  try {
    return await answerFor(context, query, { scope: { regions: servedTo.regions }, language });
  } catch (error) {
    if (error instanceof LedgerError && error.code === 'known-at-in-future') return 'position';
    if (error instanceof DomainError && error.code === 'member-not-found') return 'position';
    if (error instanceof DomainError && error.code === 'unknown-pack') return 'packs';
    throw error;
  }
}

/** The first coordinate that differs. Where none does, it is the program that answers otherwise. */
function firstDifference(recorded: Coordinates, again: Coordinates): ReplayAnswer['differs'] {
  const differing = REPLAY_COORDINATES.find(
    (name) => canonicalJson(recorded[name]) !== canonicalJson(again[name]),
  );
  return differing ?? 'engine';
}
