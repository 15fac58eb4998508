import type { ComparisonUseCases, DecisionUseCases, Ledger, MemberUseCases } from '#libs/ledger';
import type { DerivedQuestion, Metrics } from './metrics.js';
import { stopwatch } from './stopwatch.js';

/**
 * The same ledger, whose answers are counted and timed where they are derived from facts. The use cases are named one
 * by one, so that a new one does not compile until somebody has said whether it is such a question.
 */
export function meteredLedger(ledger: Ledger, metrics: Metrics): Ledger {
  const timed = async <Answer>(question: DerivedQuestion, ask: () => Promise<Answer>): Promise<Answer> => {
    const seconds = stopwatch();
    const answer = await ask();
    metrics.derived(question, seconds());
    return answer;
  };
  const { members } = ledger;
  const meteredMembers: MemberUseCases = {
    get: (question) => members.get(question),
    version: (question) => members.version(question),
    list: (question) => members.list(question),
    events: (question) => members.events(question),
    standing: (question) => timed('standing', () => members.standing(question)),
    timeline: (question) => timed('timeline', () => members.timeline(question)),
    explanation: (question) => timed('explanation', () => members.explanation(question)),
    repairQuote: (question) => timed('repair-quote', () => members.repairQuote(question)),
  };
  const { comparisons } = ledger;
  const meteredComparisons: ComparisonUseCases = {
    diff: (question) => timed('diff', () => comparisons.diff(question)),
    bisect: (question) => timed('bisection', () => comparisons.bisect(question)),
    blame: (question) => timed('blame', () => comparisons.blame(question)),
    whatIf: (question) => timed('what-if', () => comparisons.whatIf(question)),
  };
  const { decisions } = ledger;
  const meteredDecisions: DecisionUseCases = {
    serve: (request) => timed('decision', () => decisions.serve(request)),
    get: (question) => decisions.get(question),
    explanation: (question) => timed('explanation', () => decisions.explanation(question)),
    replay: (question) => timed('replay', () => decisions.replay(question)),
    seal: (question) => decisions.seal(question),
    evidenceBundle: (question) => timed('evidence-bundle', () => decisions.evidenceBundle(question)),
  };
  return {
    facts: ledger.facts,
    members: meteredMembers,
    comparisons: meteredComparisons,
    events: ledger.events,
    radar: ledger.radar,
    policy: ledger.policy,
    decisions: meteredDecisions,
    watermarks: ledger.watermarks,
    yearCloses: ledger.yearCloses,
    impactRuns: ledger.impactRuns,
    policyChanges: ledger.policyChanges,
    feed: ledger.feed,
    access: ledger.access,
    derive: async (request) => {
      const answer = await timed('derivation', () => ledger.derive(request));
      for (const { code } of answer.refused) metrics.factRefused(code);
      return answer;
    },
    status: () => ledger.status(),
    waitFor: (minPosition) => ledger.waitFor(minPosition),
    close: () => ledger.close(),
  };
}
