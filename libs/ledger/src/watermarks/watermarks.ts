import {
  type CivilDate,
  containsPersonalIdentifier,
  DomainError,
  invalidDate,
  isCivilDate,
  malformed,
  oneOfWords,
  MAX_TEXT_LENGTH,
  RECORD_KINDS,
  type RecordKind,
  refusal,
  SCHEMA_VERSION,
  whatIs,
} from '#libs/enrollment';
import type { NewEvent } from '#libs/event-store';
import { appendToStream } from '../append-to-stream.js';
import type { LedgerContext } from '../context.js';
import { todayOf } from '../coordinates/moment.js';
import { plainCoordinates } from '../coordinates/resolve.js';
import { eventIdOf } from '../hashing.js';
import type { Author, WatermarkQuestion, WatermarkUseCases } from '../ledger.js';
import { checkRegion } from '../policy/check-region.js';
import { includesRegion, type RegionScope } from '../scope.js';
import type {
  DeclareWatermark,
  Watermark,
  WatermarkDeclared,
  WatermarksAnswer,
} from './watermark-answers.js';
import type { SourceCompleteThrough } from './declared-watermarks.js';
import { WATERMARK_STREAM } from './watermark-log.js';

/** The use cases of watermarks. */
export function watermarkUseCases(context: LedgerContext): WatermarkUseCases {
  return {
    declare: (watermark, author) => declare(context, watermark, author),
    of: (question) => watermarksOf(context, question),
  };
}

/** Appends a declaration, unless the source had declared the same last. */
async function declare(
  context: LedgerContext,
  input: DeclareWatermark,
  author: Author & { readonly scope: RegionScope },
): Promise<WatermarkDeclared> {
  const { store, watermarks } = context;
  const data = await checked(context, input, author.scope);
  const present = (): Watermark | undefined =>
    watermarks.declared(data, Number.MAX_SAFE_INTEGER).find(({ source }) => source === data.source);
  const result = await appendToStream(store, WATERMARK_STREAM, async () => {
    await watermarks.refresh();
    const { version } = watermarks;
    const isSame = present()?.completeThrough === data.completeThrough;
    // With its content: of two that are appended at once under one number, the later is made anew, not taken for a repetition.
    const name = ['watermark', version + 1, data.region, data.kind, data.completeThrough, data.source].join(
      '/',
    );
    const event: NewEvent = {
      id: eventIdOf(store.ledger.logId, name),
      type: 'SourceCompleteThrough',
      schemaVersion: SCHEMA_VERSION,
      data,
      metadata: {
        correlationId: author.correlationId,
        actor: author.actor,
        effectiveOn: data.completeThrough,
      },
    };
    return { version, events: isSame ? [] : [event] };
  });
  await watermarks.refresh();
  const declared = present();
  if (declared === undefined) throw new Error('A watermark that was declared is not there.');
  return { appended: result !== undefined, ...declared };
}

async function watermarksOf(
  context: LedgerContext,
  { source, knownAt, scope }: WatermarkQuestion,
): Promise<WatermarksAnswer> {
  const coordinates = await plainCoordinates(context, { knownAt });
  await context.watermarks.refresh();
  const items = context.watermarks.of(source, coordinates.position);
  return { source, items: items.filter(({ region }) => includesRegion(scope, region)), coordinates };
}

async function checked(
  context: LedgerContext,
  { source, region, kind, completeThrough }: DeclareWatermark,
  scope: RegionScope,
): Promise<SourceCompleteThrough> {
  checkSource(source);
  await context.policy.refresh();
  checkRegion(context, region, scope);
  return {
    source,
    region,
    kind: kindOf(kind),
    completeThrough: dayOf(completeThrough, todayOf(context.store)),
  };
}

function checkSource(source: string): void {
  const isName = source.trim() !== '' && source.length <= MAX_TEXT_LENGTH && !/[\p{Cc}\p{Cs}]/u.test(source);
  if (!isName) {
    const most = String(MAX_TEXT_LENGTH);
    throw malformed('/source', whatIs(source), {
      zh: ` 1 至 ${most} 个字符的文本`,
      en: `text of 1 to ${most} characters`,
    });
  }
  if (containsPersonalIdentifier(source))
    throw refusal('personal-identifier', '/source', { field: '/source' });
}

function kindOf(kind: string): RecordKind {
  const found = RECORD_KINDS.find((each) => each === kind);
  if (found !== undefined) return found;
  throw malformed('/kind', whatIs(kind), oneOfWords(RECORD_KINDS));
}

/** Nobody can have told everything about a day that has not come. */
function dayOf(day: string, today: CivilDate): CivilDate {
  const field = '/completeThrough';
  if (!isCivilDate(day)) throw new DomainError([invalidDate(field, day)]);
  if (day <= today) return day;
  throw malformed(field, whatIs(day), {
    zh: `不晚于今天 ${today} 的日期`,
    en: `a day up to today, ${today}`,
  });
}
