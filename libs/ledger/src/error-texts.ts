import type { Bilingual } from '#libs/enrollment';
import type { LedgerErrorCode } from './error-codes.js';

/**
 * What each error says: what was seen and expected, and what to do. `{name}` is filled from the error's facts; a
 * part in brackets is left out where the caller may not know its fact.
 */
export const ledgerErrorTexts: Readonly<
  Record<LedgerErrorCode, { readonly detail: Bilingual; readonly remedy: Bilingual }>
> = {
  'known-at-in-future': {
    detail: {
      zh: '知悉时点 {seen} 晚于此刻({expected})。',
      en: 'knownAt is {seen}, after the present ({expected}).',
    },
    remedy: { zh: '知悉时点设为此刻或更早。', en: 'Ask for the present or for an earlier moment.' },
  },
  'not-allowed': {
    detail: { zh: '无权办理统筹区 {seen} 的业务。', en: 'This key has no access to region {seen}.' },
    remedy: { zh: '由有权的统筹区办理。', en: 'Let a key of that region do it.' },
  },
  'not-found': {
    detail: { zh: '没有 {seen}。', en: 'There is no {seen}.' },
    remedy: { zh: '核对编号或版本。', en: 'Check the name, number or version.' },
  },
  'second-person-required': {
    detail: {
      zh: '{seen} 提交的作业须由另一人批准。',
      en: 'What {seen} submitted needs approval by another person.',
    },
    remedy: { zh: '请另一人批准。', en: 'Let another person approve.' },
  },
  'wrong-job-state': {
    detail: {
      zh: '作业 {seen} 现为 {state}[, 此步骤须为 {expected}][, 尚未满足: {open}]。',
      en: 'The job {seen} is {state}[; this step needs {expected}][; still open on its checklist: {open}].',
    },
    remedy: { zh: '查看作业后执行下一步。', en: 'Read the job, then take the next step.' },
  },
  'wrong-expected-version': {
    detail: {
      zh: '请求所依据的第 {expected} 版不是参保人现在的版本[: 现为第 {actual} 版]。',
      en: 'The request was made for version {expected} of the member, which is not the present one[: that is {actual}].',
    },
    remedy: {
      zh: '查看其后的事实, 确认后以新版本重新提交。',
      en: 'Look at the facts since, then send it again for the new version.',
    },
  },
  'idempotency-key-reused': {
    detail: {
      zh: '该幂等键已用于另一事实[(位置 {position})]。',
      en: 'The idempotency key was used for another fact[, at position {position}].',
    },
    remedy: {
      zh: '原样重发原请求, 或换用新的幂等键。',
      en: 'Repeat that request unchanged, or take a new key.',
    },
  },
  'source-document-conflict': {
    detail: {
      zh: '来源 {system} 的单据 {document} 已记录为另一事实[(位置 {position})]。',
      en: 'Document {document} of {system} is recorded with other content[, at position {position}].',
    },
    remedy: {
      zh: '核对单据; 内容有误时更正已记录的事实。',
      en: 'Check the document; if the recorded fact is wrong, send a correction.',
    },
  },
  'not-sealed': {
    detail: {
      zh: '{seen} 尚未封存; 已封存至 {expected}。',
      en: '{seen} is not sealed yet; the ledger is sealed through {expected}.',
    },
    remedy: {
      zh: '等到 Ledger-Sealed-Through 达到该位置(通常一分钟内)后再试; 以服务器存储运行时, 启动时须有 --seals DIR。',
      en: 'Try again when Ledger-Sealed-Through has reached it, usually within a minute. On a server’s store start with --seals DIR.',
    },
  },
  'projection-behind': {
    detail: {
      zh: '台账尚未到达位置 {expected}, 现为 {seen}。',
      en: 'The ledger has not reached position {expected}; it is at {seen}.',
    },
    remedy: { zh: '稍后重试。', en: 'Ask again in a moment.' },
  },
  'projection-waiting': {
    detail: {
      zh: '读模型现在无法读取[: {reason}]。',
      en: 'The read model cannot be read now[: {reason}].',
    },
    remedy: {
      zh: '稍后重试; 长时间如此时, 请运维按 /readyz 中 projections 的 reason 处理。',
      en: 'Ask again in a moment; where it stays so, let the operator look at projections in /readyz: its reason says what is wrong.',
    },
  },
  'cursor-of-another-ledger': {
    detail: {
      zh: '游标不是本台账的: 见到 {seen}, 本台账为 {expected}[, 其最后位置为 {last}]。',
      en: 'The cursor is not one of this ledger: seen {seen}, expected {expected}[, whose last position is {last}].',
    },
    remedy: {
      zh: '核对地址; 台账确已更换时, 以 after=beginning 从头读取。',
      en: 'Check the address; where the ledger is another one indeed, read it anew with after=beginning.',
    },
  },
  'not-published-yet': {
    detail: {
      zh: '规则包 {seen} 于 {expected} 公布, 台账的今天是 {today}, 不能先行采纳。',
      en: 'Pack {seen} is published on {expected}; the ledger, whose today is {today}, cannot adopt it before.',
    },
    remedy: {
      zh: '核对系统时钟, 或待公布后采纳。',
      en: 'Check the system clock, or adopt it once it is published.',
    },
  },
  'unknown-schema-version': {
    detail: {
      zh: '位置 {position} 的事件格式版本为 {seen}, 本程序只认 {expected}。',
      en: 'The event at position {position} has schema version {seen}; this program knows {expected}.',
    },
    remedy: { zh: '使用较新的程序版本。', en: 'Use a newer version of the program.' },
  },
  'damaged-event': {
    detail: {
      zh: '位置 {position} 的事件不能读作 {seen}。',
      en: 'The event at position {position} cannot be read as {seen}.',
    },
    remedy: { zh: '停止服务并校验数据目录。', en: 'Stop, and verify the data directory.' },
  },
};
