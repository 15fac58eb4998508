import type { Bilingual, RefusalCode } from './refusal-codes.js';

/** What each refusal says: what was seen and expected, and what to do. `{name}` is filled from the refusal's facts. */
export const refusalTexts: Readonly<
  Record<RefusalCode, { readonly detail: Bilingual; readonly remedy: Bilingual }>
> = {
  'malformed-request': {
    detail: {
      zh: '{field}: 见到 {seenZh}, 应为{expectedZh}。',
      en: '{field}: found {seen}, expected {expected}.',
    },
    remedy: { zh: '改正该字段后重新提交。', en: 'Correct the field and send the fact again.' },
  },
  'invalid-date': {
    detail: {
      zh: '{field}: 见到 {seenZh}, 应为存在的日期(1900 至 2199 年, 形如 2028-02-29)。',
      en: '{field}: found {seen}, expected a day that exists (years 1900 to 2199, written 2028-02-29).',
    },
    remedy: { zh: '按凭证上的日期重填。', en: 'Enter the day printed on the document.' },
  },
  'invalid-amount': {
    detail: {
      zh: '{field}: 见到 {seenZh}, 应为以分计的非负整数, 至多 9007199254740991。',
      en: '{field}: found {seen}, expected a whole, non-negative number of fen, at most 9007199254740991.',
    },
    remedy: { zh: '以分为单位重填金额。', en: 'Enter the amount in fen.' },
  },
  'personal-identifier': {
    detail: {
      zh: '{field}: 含有疑似身份证件号码或电话号码的内容; 台账不保存此类信息。',
      en: '{field}: contains what looks like an identity number or a phone number; the ledger keeps neither.',
    },
    remedy: {
      zh: '删去该号码, 用参保人编号或单据号代替。',
      en: 'Remove it; use the member number or a document number.',
    },
  },
  'unknown-region': {
    detail: { zh: '统筹区 {seen} 未配置。', en: 'Pooling region {seen} is not configured.' },
    remedy: { zh: '核对区划代码, 或先登记该统筹区。', en: 'Check the code, or configure the region first.' },
  },
  'unknown-pack': {
    detail: {
      zh: '规则包 {seen} 不存在; 现有: {expected}。',
      en: 'There is no policy pack {seen}; known: {expected}.',
    },
    remedy: { zh: '改用现有规则包, 或先采纳该规则包。', en: 'Name a known pack, or adopt this one first.' },
  },
  'unknown-status': {
    detail: {
      zh: '特殊身份 {seen} 未知; 可用: {expected}。',
      en: 'Status {seen} is unknown; expected one of {expected}.',
    },
    remedy: { zh: '改用代码表中的身份。', en: 'Use a code of the list.' },
  },
  'member-not-found': {
    detail: { zh: '参保人未登记。', en: 'The member is not registered.' },
    remedy: { zh: '核对编号, 或先登记参保人。', en: 'Check the number, or register the member first.' },
  },
  'member-already-registered': {
    detail: { zh: '参保人已登记。', en: 'The member is registered already.' },
    remedy: { zh: '登记有误时提交更正。', en: 'If the registration is wrong, send a correction.' },
  },
  'after-death': {
    detail: {
      zh: '事实日期 {seen} 晚于死亡日 {expected}。',
      en: 'The fact is dated {seen}, after the day of death {expected}.',
    },
    remedy: {
      zh: '核对日期; 死亡登记有误时先更正。',
      en: 'Check the day; if the death is wrong, correct it first.',
    },
  },
  'already-dead': {
    detail: { zh: '死亡日 {expected} 已登记。', en: 'A death on {expected} is recorded already.' },
    remedy: { zh: '死亡日有误时更正原登记。', en: 'If that day is wrong, correct the recorded death.' },
  },
  'year-outside-pack': {
    detail: {
      zh: '{field}: 年度 {seen} 应在 {first} 至 {last} 之间。',
      en: '{field}: year {seen}; expected {first} to {last}.',
    },
    remedy: { zh: '核对年度。', en: 'Check the year.' },
  },
  'duplicate-lapse': {
    detail: { zh: '{seen} 年度的断保已记录。', en: 'A lapse for {seen} is recorded already.' },
    remedy: { zh: '无需重复记录。', en: 'There is nothing left to record.' },
  },
  'window-not-open': {
    detail: {
      zh: '缴费日 {seen} 早于 {year} 年度集中参保期的首日 {expected}。',
      en: 'Paid on {seen}, before the window for {year} opens on {expected}.',
    },
    remedy: { zh: '核对参保年度和到账日。', en: 'Check the coverage year and the day the money arrived.' },
  },
  'coverage-year-over': {
    detail: {
      zh: '缴费日 {seen} 晚于 {year} 年度的末次缴费日 {expected}。',
      en: 'Paid on {seen}, after {expected}, the last day on which coverage year {year} can be paid.',
    },
    remedy: {
      zh: '核对参保年度; 过去的年度不能补缴。',
      en: 'Check the coverage year; a year that is over cannot be bought.',
    },
  },
  'duplicate-payment': {
    detail: { zh: '{seen} 年度已有有效缴费。', en: 'A payment for {seen} is recorded and live.' },
    remedy: { zh: '先退费或更正原缴费。', en: 'Refund or correct that payment first.' },
  },
  'nothing-to-cover': {
    detail: {
      zh: '待遇应自 {seen} 起, 已在 {year} 年度之后。',
      en: 'Cover would start on {seen}, after coverage year {year}.',
    },
    remedy: { zh: '改缴下一年度。', en: 'Pay for the following coverage year instead.' },
  },
  'nothing-to-refund': {
    detail: {
      zh: '{seen} 年度在退费日没有可退的有效缴费。',
      en: 'On the day of the refund there is no live payment to refund for {seen}.',
    },
    remedy: { zh: '核对所退的缴费。', en: 'Check which payment is refunded.' },
  },
  'nothing-to-rescind': {
    detail: { zh: '{seen} 年度没有有效的断保记录。', en: 'There is no live lapse recorded for {seen}.' },
    remedy: {
      zh: '核对年度; 仅由日历得出的断保, 先记录断保再撤销。',
      en: 'Check the year; to excuse a year only the calendar shows, record the lapse first.',
    },
  },
  'not-enrolled': {
    detail: { zh: '{seen} 年度没有参保缴费。', en: 'There is no enrolment for {seen}.' },
    remedy: { zh: '先记录该年度的参保缴费。', en: 'Record the premium for that year first.' },
  },
  'not-a-break-year': {
    detail: {
      zh: '{seen} 不是本次参保前的断保年; 断保年: {expected}。',
      en: '{seen} is not a break year before this enrolment; break years: {expected}.',
    },
    remedy: { zh: '只修复列出的断保年。', en: 'Repair only the years listed.' },
  },
  'already-repaired': {
    detail: { zh: '{seen} 年度已修复。', en: '{seen} has been repaired already.' },
    remedy: { zh: '去掉已修复的年度。', en: 'Leave that year out.' },
  },
  'repair-not-with-payment': {
    detail: {
      zh: '修复缴费日 {seen} 不是参保缴费日 {expected}; 本地规定只能同时缴纳。',
      en: 'Repaired on {seen}, but here a repair goes with the enrolment payment of {expected}.',
    },
    remedy: { zh: '本地不接受参保之后的修复。', en: 'This region accepts no repair on another day.' },
  },
  'repair-cannot-help': {
    detail: {
      zh: '还可减少 {removableZh}, 本次修复 {seen} 年。',
      en: '{removable} can still be removed; this repair names {seen} years.',
    },
    remedy: {
      zh: '至多修复 {helpingYears} 年; 为 0 时不要缴纳。',
      en: 'Repair at most {helpingYears} years; if that is 0, do not pay.',
    },
  },
  'not-in-scheme': {
    detail: {
      zh: '{seenOn} 当日: {seenZh}; 转移的起止制度与此不符。',
      en: 'On {seenOn} the member is {seen}; the transfer says otherwise.',
    },
    remedy: { zh: '核对转出、转入制度和日期。', en: 'Check the schemes and the day of the transfer.' },
  },
  'not-in-region': {
    detail: {
      zh: '{seenOn} 当日参保人在统筹区 {expected}, 不在 {seen}。',
      en: 'On {seenOn} the member is in region {expected}, not in {seen}.',
    },
    remedy: { zh: '核对转出统筹区和日期。', en: 'Check the region and the day.' },
  },
  'duplicate-claim': {
    detail: {
      zh: '该结算号已用于本参保人(含已冲销的)。',
      en: 'This claim id was used for the member before (a reversed one counts too).',
    },
    remedy: { zh: '换用新的结算号。', en: 'Use a new claim id.' },
  },
  'unknown-claim': {
    detail: { zh: '没有该结算号的结算。', en: 'No claim with this id is recorded.' },
    remedy: { zh: '核对结算号。', en: 'Check the claim id.' },
  },
  'claim-already-reversed': {
    detail: {
      zh: '该结算已冲销或已更正作废。',
      en: 'This claim counts no more: it was reversed or annulled.',
    },
    remedy: { zh: '无需再次冲销。', en: 'There is nothing left to reverse.' },
  },
  'unknown-event': {
    detail: { zh: '参保人没有编号为 {seen} 的事件。', en: 'The member has no event {seen}.' },
    remedy: { zh: '从事件列表中取事件编号。', en: "Take the id from the member's events." },
  },
  'already-annulled': {
    detail: {
      zh: '事件 {seen} 已被 {expected} 作废或更正。',
      en: 'Event {seen} has been annulled or replaced by {expected}.',
    },
    remedy: { zh: '如需改动, 更正那次更正。', en: 'To change it, correct that correction.' },
  },
  'replacement-type-differs': {
    detail: {
      zh: '替换内容为 {seen}, 原事件为 {expected}。',
      en: 'The replacement is a {seen}, the event a {expected}.',
    },
    remedy: {
      zh: '替换须为同一类型; 否则作废后另行提交。',
      en: 'Replace it by the same type, or annul it and send the other fact.',
    },
  },
};
