import {
  type Bilingual,
  containsPersonalIdentifier,
  malformed,
  type PolicyPack,
  READING_IDS,
  type ReadingId,
  READINGS,
  refusal,
  whatIs,
} from '#libs/enrollment';
import { InvalidReadingError, parseReading } from '#libs/policy';
import { amountsAt, type Fields, objectAt, premiumsAt } from '../answers/request-fields.js';
import type { LedgerContext } from '../context.js';
import { LedgerError } from '../errors.js';
import { excerpt } from '../excerpt.js';
import { draftPack } from '../impact/read-request.js';
import type { ReadingChosen } from '../policy/chosen-reading.js';
import { regionConfigured } from '../policy/policy-events.js';
import type { SubmittedCases } from './change-stream.js';
import { casesUnder } from './change-cases.js';
import { type PolicyChange, versionsRead } from './policy-change.js';
import type { SubmitPolicyChange } from './policy-change-answers.js';

/** A change that was read, and its cases as they ran under it. */
export interface ReadChange {
  readonly change: PolicyChange;
  readonly cases: SubmittedCases | null;
}

/** Reads a submission against what is in force; throws a DomainError with the place of each fault, or `not-found`. */
export function readSubmission(context: LedgerContext, submitted: SubmitPolicyChange): ReadChange {
  switch (submitted.kind) {
    case 'pack': {
      const fields = objectAt(submitted.body, '', ['pack', 'cases']);
      const change = { kind: 'pack', pack: packIn(context, fields, submitted) } as const;
      return { change, cases: withText(context, change, textAt(fields, 'cases')) };
    }
    case 'reading': {
      const fields = objectAt(submitted.body, '', ['pack', 'choice', 'evidence', 'confidence', 'cases']);
      const change = readingIn(context, fields, submitted.id);
      return { change, cases: withText(context, change, textAt(fields, 'cases')) };
    }
    case 'region-data':
      return { change: regionIn(context, submitted), cases: null };
  }
}

function withText(context: LedgerContext, change: PolicyChange, text: string): SubmittedCases {
  return { text, ...casesUnder(context, change, text) };
}

function packIn(
  context: LedgerContext,
  fields: Fields,
  { id, version }: { readonly id: string; readonly version: string },
): PolicyPack {
  const at = { position: Number.MAX_SAFE_INTEGER, at: '/pack' };
  const pack = draftPack(context, textAt(fields, 'pack'), at);
  if (pack.id === id && pack.version === version) return pack;
  const seen = `${excerpt(pack.id)}@${excerpt(pack.version)}`;
  throw malformed(
    '/pack',
    { zh: seen, en: seen },
    { zh: '路径所指的规则包版本', en: `version ${excerpt(version)} of ${excerpt(id)}, as the path says` },
  );
}

function readingIn({ policy }: LedgerContext, fields: Fields, id: string): PolicyChange {
  const reading = READING_IDS.find((each) => each === id);
  if (reading === undefined) throw new LedgerError('not-found', { seen: excerpt(id) });
  const { pack, confidence } = fields;
  const packs = policy.packs(Number.MAX_SAFE_INTEGER).map(({ value }) => value);
  const versions = packs.filter((each) => each.id === pack);
  const last = versions.at(-1);
  if (last === undefined)
    throw refusal('unknown-pack', '/pack', {
      seen: excerpt(String(pack)),
      expected: [...new Set(packs.map((each) => each.id))].join(', '),
    });
  if (confidence !== 'high' && confidence !== 'medium' && confidence !== 'low')
    throw malformed('/confidence', whatIs(confidence), {
      zh: ' high、medium 或 low',
      en: 'high, medium or low',
    });
  const choice: unknown = choiceIn(reading, fields['choice']);
  const { question, choices }: { question: Bilingual; choices: readonly unknown[] } = READINGS[reading];
  const written = JSON.stringify(choice);
  const chosen: Omit<ReadingChosen, 'versions'> = {
    pack: last.id,
    reading,
    question,
    choice,
    alternatives: choices.filter((each) => JSON.stringify(each) !== written),
    clause: last.readings[reading].clause,
    evidence: textAt(fields, 'evidence'),
    confidence,
  };
  return { kind: 'reading', reading: { ...chosen, versions: versionsRead(packs, chosen) } };
}

function choiceIn(reading: ReadingId, input: unknown): unknown {
  try {
    return parseReading(reading, input);
  } catch (error) {
    if (!(error instanceof InvalidReadingError)) throw error;
    throw malformed('/choice', whatIs(input), { zh: ` ${error.expected}`, en: error.expected });
  }
}

function regionIn(
  { policy, shipped, store }: LedgerContext,
  { code, body }: Extract<SubmitPolicyChange, { readonly kind: 'region-data' }>,
): PolicyChange {
  if (!/^\d{6}$/.test(code)) throw new LedgerError('not-found', { seen: excerpt(code) });
  const fields = objectAt(body, '', ['pack', 'baseCeilingFen', 'premiumFen', 'sample']);
  const { pack, sample = false } = fields;
  const known = [...policy.packs(Number.MAX_SAFE_INTEGER).map(({ value }) => value), ...shipped];
  if (typeof pack !== 'string')
    throw malformed('/pack', whatIs(pack), { zh: '规则包编号', en: 'the id of a pack' });
  if (!known.some(({ id }) => id === pack)) {
    const expected = [...new Set(known.map(({ id }) => id))].join(', ');
    throw refusal('unknown-pack', '/pack', { seen: excerpt(pack), expected });
  }
  if (typeof sample !== 'boolean')
    throw malformed('/sample', whatIs(sample), { zh: ' true 或 false', en: 'true or false' });
  // Whoever may see all of a sample ledger shall see nothing real, and a real one has no samples.
  const isSampleLedger = store.ledger.kind === 'sample';
  const seen = `${code}, "sample": ${String(sample)}`;
  if (isSampleLedger && !(sample && code.startsWith('3599')))
    throw malformed(
      '/sample',
      { zh: seen, en: seen },
      {
        zh: '示例区 3599xx, "sample": true',
        en: 'a sample region: 3599xx, with "sample": true',
      },
    );
  const region = regionConfigured({
    code,
    policy: pack,
    baseCeilingFen: amountsAt(fields['baseCeilingFen'], '/baseCeilingFen'),
    premiumFen: premiumsAt(fields['premiumFen'], '/premiumFen'),
    sample,
  });
  return { kind: 'region-data', region };
}

/** A text of a submission: it is kept for ever and shown to many, so it may name no person. */
function textAt(fields: Fields, name: string): string {
  const value = fields[name];
  const field = `/${name}`;
  if (typeof value !== 'string' || value.trim() === '')
    throw malformed(field, whatIs(value), { zh: '文本', en: 'text' });
  if (containsPersonalIdentifier(value)) throw refusal('personal-identifier', field, { field });
  return value;
}
