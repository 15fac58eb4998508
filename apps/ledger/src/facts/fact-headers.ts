import type { Request } from 'express';
import { containsPersonalIdentifier } from '#libs/enrollment';
import { malformedHeader, RequestProblem } from '../http/request-problem.js';

/** The `Idempotency-Key` of a request; undefined only for a dry run, which uses no key. */
export function idempotencyKeyOf(request: Request, isDryRun: boolean): string | undefined {
  const key = request.get('Idempotency-Key');
  if (key === undefined && isDryRun) return undefined;
  if (key === undefined || key.trim() === '') throw keyMissing;
  if (!/^[\x21-\x7e]{1,200}$/.test(key))
    throw malformedHeader('Idempotency-Key', {
      zh: '1 至 200 个可见 ASCII 字符, 如 UUID',
      en: '1 to 200 visible ASCII characters, such as a UUID',
    });
  if (containsPersonalIdentifier(key)) throw keyIsPersonal;
  return key;
}

/** The member version of `If-Match: "4"`; undefined where the header is absent. */
export function expectedVersionOf(request: Request): number | undefined {
  const tag = request.get('If-Match');
  if (tag === undefined) return undefined;
  const [, version] = /^"(\d{1,15})"$/.exec(tag.trim()) ?? [];
  if (version !== undefined) return Number(version);
  throw malformedHeader('If-Match', {
    zh: '参保人的 ETag, 如 "4"',
    en: 'the ETag of the member, such as "4"',
  });
}

const header = 'Idempotency-Key';

const keyMissing = new RequestProblem(
  'idempotency-key-missing',
  { zh: '写入须带请求头 Idempotency-Key。', en: 'An append needs the header Idempotency-Key.' },
  {
    remedy: {
      zh: '每项事实生成一个 UUID, 重试时沿用; 试算用 ?dryRun=true 则不需要。',
      en: 'Make a UUID for each fact and keep it when you try again; ?dryRun=true needs none.',
    },
    errors: [{ header, code: 'idempotency-key-missing' }],
  },
);

const keyIsPersonal = new RequestProblem(
  'personal-identifier',
  {
    zh: 'Idempotency-Key 含有疑似身份证件号码或电话号码的内容。',
    en: 'The Idempotency-Key contains what looks like an identity number or a phone number.',
  },
  {
    remedy: { zh: '改用 UUID。', en: 'Use a UUID instead.' },
    errors: [{ header, code: 'personal-identifier' }],
  },
);
