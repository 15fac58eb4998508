import { decisionSeal } from '../bundle/decision-seal.js';
import { evidenceBundle } from '../bundle/make-bundle.js';
import type { LedgerContext } from '../context.js';
import type { DecisionUseCases } from '../ledger.js';
import { decisionExplanation } from './decision-explanation.js';
import { findDecision } from './find-decision.js';
import { replayDecision } from './replay.js';
import { serveDecision } from './serve-decision.js';

/** The use cases of decisions. */
export function decisionUseCases(context: LedgerContext): DecisionUseCases {
  return {
    serve: (request) => serveDecision(context, request),
    get: ({ id, reader }) => findDecision(context, id, reader),
    explanation: (question) => decisionExplanation(context, question),
    replay: async ({ id, reader }) => replayDecision(context, await findDecision(context, id, reader)),
    seal: async ({ id, reader, seals }) => {
      const { decisionId } = await findDecision(context, id, reader);
      return decisionSeal(context, decisionId, seals);
    },
    evidenceBundle: (question) => evidenceBundle(context, question),
  };
}
