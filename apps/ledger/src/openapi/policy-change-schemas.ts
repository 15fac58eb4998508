import { POLICY_CHANGE_KINDS, POLICY_CHANGE_STATES, POLICY_CHECKS } from '#libs/ledger';
import { exactly, type JsonSchema, listOf, orNull, ref, withOptional } from './json-schema.js';

const text: JsonSchema = { type: 'string' };
const count: JsonSchema = { type: 'integer' };
const day: JsonSchema = { type: 'string', format: 'date' };
const instant: JsonSchema = { type: 'string', format: 'date-time' };
const fen: JsonSchema = { type: 'integer', description: 'Fen; 1 yuan = 100 fen.' };
const cases: JsonSchema = { ...text, description: 'The text of a case file, in YAML.' };

const byYear = (amount: JsonSchema): JsonSchema => ({ type: 'object', additionalProperties: amount });
const premium: JsonSchema = { anyOf: [fen, listOf(exactly({ from: orNull(text), amountFen: fen }))] };

/** What the routes of policy changes take and answer. */
export const POLICY_CHANGE_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  PackDraftBody: exactly({ pack: { ...text, description: 'The text of a pack.yaml.' }, cases }),
  ReadingChangeBody: exactly({
    pack: { ...text, description: 'The id of a pack: every version adopted by then reads so.' },
    choice: { description: 'As a pack writes it.' },
    evidence: text,
    confidence: { enum: ['high', 'medium', 'low'] },
    cases,
  }),
  RegionDataBody: withOptional(exactly({ pack: text }), {
    baseCeilingFen: { anyOf: [orNull(fen), byYear(orNull(fen))] },
    premiumFen: { anyOf: [premium, byYear(premium)] },
    sample: { type: 'boolean' },
  }),
  ApprovalBody: withOptional(exactly({}), {
    impactRun: { ...text, description: 'Over everyone whom the change may touch, with it as `b.change`.' },
  }),
  PolicyChange: exactly({
    id: text,
    kind: { enum: [...POLICY_CHANGE_KINDS] },
    state: { enum: [...POLICY_CHANGE_STATES] },
    subject: text,
    content: { type: 'object', properties: { kind: { enum: [...POLICY_CHANGE_KINDS] } }, required: ['kind'] },
    effectiveFrom: orNull(day),
    publishedOn: orNull(day),
    regions: listOf(text),
    cases: orNull(exactly({ passed: count, failed: count, report: listOf(text) })),
    checklist: listOf(
      exactly({
        item: { enum: [...POLICY_CHECKS] },
        status: { enum: ['met', 'open', 'not-needed'] },
        seen: orNull(text),
        needed: orNull(text),
      }),
    ),
    submittedBy: text,
    submittedAt: instant,
    approvedBy: orNull(text),
    approvedAt: orNull(instant),
    position: orNull(count),
    impactRun: orNull(text),
    impactDigest: orNull(text),
  }),
  PolicyChangeList: exactly({ items: listOf(ref('PolicyChange')) }),
};
