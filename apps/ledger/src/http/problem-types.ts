import type { Bilingual, RefusalCode } from '#libs/enrollment';

/** What the request itself, the caller or the machine may be at fault for; the core's refusals stand beside them. */
export type RequestCode =
  | 'idempotency-key-missing'
  | 'known-at-in-future'
  | 'not-authenticated'
  | 'not-allowed'
  | 'purpose-missing'
  | 'second-person-required'
  | 'wrong-job-state'
  | 'not-found'
  | 'request-in-progress'
  | 'cursor-of-another-ledger'
  | 'wrong-expected-version'
  | 'too-large'
  | 'unsupported-encoding'
  | 'idempotency-key-reused'
  | 'source-document-conflict'
  | 'rate-limited'
  | 'store-unavailable'
  | 'append-outcome-unknown'
  | 'disk-full'
  | 'projection-behind'
  | 'access-log-unavailable'
  | 'not-sealed'
  | 'internal-error';

/** Every code that a problem may carry. */
export type ProblemCode = RefusalCode | RequestCode;

/** A kind of problem: its status, and its title in both languages. */
export interface ProblemType {
  readonly status: number;
  readonly title: Bilingual;
}

const row = (status: number, zh: string, en: string): ProblemType => ({ status, title: { zh, en } });

/** Every problem of the API, one row a code; `docs/problems.md` has a section for each (docs/api.md, errors). */
export const PROBLEM_TYPES: Readonly<Record<ProblemCode, ProblemType>> = {
  'malformed-request': row(400, '请求不合格式', 'The request is malformed'),
  'idempotency-key-missing': row(400, '缺少 Idempotency-Key', 'The Idempotency-Key is missing'),
  'known-at-in-future': row(400, 'knownAt 在将来', 'knownAt lies in the future'),
  'not-authenticated': row(401, '没有有效的密钥', 'There is no valid key'),
  'not-allowed': row(403, '无权进行此操作', 'This is not allowed'),
  'purpose-missing': row(403, '缺少查询目的', 'The purpose of the access is missing'),
  'second-person-required': row(403, '须由另一人批准', 'Another person has to approve'),
  'not-found': row(404, '没有此资源', 'There is no such resource'),
  'member-not-found': row(404, '参保人未登记', 'The member is not registered'),
  'request-in-progress': row(409, '相同的请求正在处理', 'The same request is being handled'),
  'wrong-job-state': row(409, '作业状态不符', 'The job is in another state'),
  'cursor-of-another-ledger': row(409, '游标属于另一台账', 'The cursor belongs to another ledger'),
  'wrong-expected-version': row(412, '参保人的版本已变', "The member's version has changed"),
  'too-large': row(413, '请求过大', 'The request is too large'),
  'unsupported-encoding': row(415, '不支持的内容类型或编码', 'The content type or encoding is not supported'),
  'invalid-date': row(422, '日期不存在', 'The day does not exist'),
  'invalid-amount': row(422, '金额无效', 'The amount is invalid'),
  'personal-identifier': row(422, '含有疑似个人标识', 'This looks like a personal identifier'),
  'unknown-region': row(422, '统筹区未配置', 'The region is not configured'),
  'unknown-pack': row(422, '规则包不存在', 'There is no such policy pack'),
  'unknown-status': row(422, '特殊身份未知', 'The special status is unknown'),
  'member-already-registered': row(422, '参保人已登记', 'The member is registered already'),
  'after-death': row(422, '事实晚于死亡日', 'The fact is dated after the death'),
  'already-dead': row(422, '死亡已登记', 'A death is recorded already'),
  'year-outside-pack': row(422, '年度不在可记录范围', 'The year is outside the range'),
  'duplicate-lapse': row(422, '断保已记录', 'The lapse is recorded already'),
  'window-not-open': row(422, '集中参保期尚未开始', 'The window is not open yet'),
  'coverage-year-over': row(422, '参保年度已过', 'The coverage year is over'),
  'duplicate-payment': row(422, '该年度已有有效缴费', 'The year is paid already'),
  'nothing-to-cover': row(422, '该年度已无可保期间', 'Nothing of the year is left to cover'),
  'nothing-to-refund': row(422, '没有可退的缴费', 'There is nothing to refund'),
  'nothing-to-rescind': row(422, '没有可撤销的断保记录', 'There is no lapse to rescind'),
  'not-enrolled': row(422, '该年度没有参保', 'There is no enrolment for the year'),
  'not-a-break-year': row(422, '不是断保年', 'This is no break year'),
  'already-repaired': row(422, '该年度已修复', 'The year has been repaired already'),
  'repair-not-with-payment': row(422, '修复未与参保缴费同时', 'The repair is not with the enrolment payment'),
  'repair-cannot-help': row(
    422,
    '修复年数超过可减少的月数',
    'More years are repaired than months can be removed',
  ),
  'not-in-scheme': row(422, '与当日的参保制度不符', 'The member is in another scheme'),
  'not-in-region': row(422, '与当日的统筹区不符', 'The member is in another region'),
  'duplicate-claim': row(422, '结算号已使用', 'The claim id was used before'),
  'unknown-claim': row(422, '没有此结算', 'There is no such claim'),
  'claim-already-reversed': row(422, '结算已冲销', 'The claim counts no more'),
  'unknown-event': row(422, '没有此事件', 'There is no such event'),
  'already-annulled': row(422, '事件已作废', 'The event has been annulled already'),
  'replacement-type-differs': row(422, '替换的类型不同', 'The replacement is of another type'),
  'idempotency-key-reused': row(
    422,
    'Idempotency-Key 已用于其他内容',
    'The Idempotency-Key was used for other content',
  ),
  'source-document-conflict': row(
    422,
    '来源单据已用于其他内容',
    'The source document was used for other content',
  ),
  'rate-limited': row(429, '请求过于频繁', 'Too many requests'),
  'internal-error': row(500, '内部错误', 'Internal error'),
  'store-unavailable': row(503, '存储暂不可用', 'The store is not available'),
  'append-outcome-unknown': row(503, '写入结果未知', 'The outcome of the append is unknown'),
  'disk-full': row(503, '磁盘已满', 'The disk is full'),
  'projection-behind': row(503, '读模型尚未跟上', 'The read model is behind'),
  'access-log-unavailable': row(503, '查询记录无法写入', 'The access log cannot be written'),
  'not-sealed': row(503, '尚未封存', 'It is not sealed yet'),
};

/** After so many seconds a 503 is worth another request: most of them pass by themselves, and to ask again is cheap. */
export const RETRY_AFTER_SECONDS = 1;

/** True for a code of the table. */
export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(PROBLEM_TYPES, code);
}
