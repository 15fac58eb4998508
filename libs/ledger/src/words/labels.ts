import type {
  Bilingual,
  ComparedField,
  FactType,
  IntervalKind,
  NotPayableReason,
  Scheme,
  Status,
  WarningCode,
} from '#libs/enrollment';
import type { ConsequenceField } from '../facts/recorded-fact.js';

/** Words for what covers a day. */
export const SCHEME_WORDS: Readonly<Record<Scheme | 'none', Bilingual>> = {
  resident: { zh: '居民医保', en: 'resident' },
  employee: { zh: '职工医保', en: 'employee' },
  other: { zh: '其他制度', en: 'other system' },
  none: { zh: '未参保', en: 'none' },
};

/** Words for special groups. */
export const STATUS_WORDS: Readonly<Record<Status, Bilingual>> = {
  newborn: { zh: '新生儿', en: 'newborn' },
  'medical-aid': { zh: '医疗救助', en: 'medical aid' },
  'medical-aid-new': { zh: '新增医疗救助', en: 'new to medical aid' },
  'low-income': { zh: '低收入', en: 'low income' },
  'returned-recruit': { zh: '退回新兵', en: 'returned recruit' },
  'lapsed-employee': { zh: '职工医保中断', en: 'lapsed employee' },
  'discharged-soldier': { zh: '当年退役', en: 'discharged soldier' },
  'soldier-dependant': { zh: '随军家属', en: "soldier's dependant" },
  'released-prisoner': { zh: '刑满释放', en: 'released prisoner' },
  'transferred-soldier': { zh: '军人转业', en: 'transferred soldier' },
  'new-student': { zh: '新入学', en: 'new student' },
  'new-household': { zh: '新落户', en: 'new household registration' },
  'residence-permit': { zh: '新领居住证', en: 'residence permit' },
  freshman: { zh: '大学新生', en: 'freshman' },
};

/** Words for why the pooled fund does not pay. */
export const REASON_WORDS: Readonly<Record<NotPayableReason, Bilingual>> = {
  'covered-by-employee-scheme': { zh: '当日为职工医保', en: 'covered by the employee scheme' },
  'covered-by-other-system': { zh: '当日属其他制度', en: 'covered by another system' },
  'cover-starts-later': { zh: '待遇尚未开始', en: 'cover starts later' },
  deceased: { zh: '已死亡', en: 'deceased' },
  'in-waiting-period': { zh: '等待期内', en: 'in the waiting period' },
  'not-covered': { zh: '未参保', en: 'not covered' },
};

/** Words for warnings. */
export const WARNING_WORDS: Readonly<Record<WarningCode, Bilingual>> = {
  'expired-rule': { zh: '规则已过施行期', en: 'the text is no longer in force' },
  'ceiling-not-set': { zh: '本统筹区应定封顶线而未定', en: 'the region has to set a ceiling and has none' },
  'credit-used-differs': {
    zh: '激励动用与推算不符',
    en: 'the use of the credit differs from the computed one',
  },
  'not-examined': { zh: '有未审查年度的结算', en: 'a claim of a year that is not examined' },
  'price-differs': { zh: '金额与当地标准不符', en: 'an amount differs from the price of the region' },
  moved: { zh: '曾跨统筹区转移', en: 'moved between regions' },
  'dated-in-future': { zh: '日期在今天之后', en: 'dated after today' },
};

/** Words for what an interval of a timeline is about. */
export const INTERVAL_WORDS: Readonly<Record<IntervalKind, Bilingual>> = {
  cover: { zh: '参保', en: 'cover' },
  lapse: { zh: '断保', en: 'lapse' },
  'break-year': { zh: '断保年', en: 'break years' },
  wait: { zh: '等待期', en: 'wait' },
  balances: { zh: '余额', en: 'balances' },
  ceiling: { zh: '封顶线', en: 'ceiling' },
};

/** Words for events. */
export const FACT_WORDS: Readonly<Record<FactType, Bilingual>> = {
  MemberRegistered: { zh: '参保登记', en: 'registration' },
  SpecialStatusGranted: { zh: '特殊身份', en: 'special status' },
  SpecialStatusEnded: { zh: '特殊身份终止', en: 'end of a special status' },
  PremiumPaid: { zh: '缴费', en: 'premium' },
  PremiumRefunded: { zh: '退费', en: 'premium refund' },
  CoverageLapsed: { zh: '断保记录', en: 'lapse' },
  LapseRescinded: { zh: '断保撤销', en: 'rescission of a lapse' },
  RepairPaid: { zh: '修复缴费', en: 'repair' },
  RepairRefunded: { zh: '修复退费', en: 'repair refund' },
  ClaimSettled: { zh: '结算', en: 'claim' },
  ClaimReversed: { zh: '结算冲销', en: 'claim reversal' },
  SchemeTransferred: { zh: '险种转移', en: 'transfer between schemes' },
  RegionTransferred: { zh: '统筹区转移', en: 'move between regions' },
  MemberDeceased: { zh: '死亡', en: 'death' },
  OpeningBalanceDeclared: { zh: '期初余额', en: 'opening balance' },
  FactCorrected: { zh: '更正', en: 'correction' },
};

/** Words for figures whose change is reported. */
export const CONSEQUENCE_WORDS: Readonly<Record<ConsequenceField, Bilingual>> = {
  pooledFund: { zh: '统筹基金', en: 'pooled fund' },
  waiting: { zh: '等待期', en: 'wait' },
  streakYears: { zh: '连续参保', en: 'streak' },
  continuousCreditFen: { zh: '连续参保激励', en: 'continuous credit' },
  zeroClaimCreditFen: { zh: '零报销激励', en: 'zero-claim credit' },
  breakPenaltyFen: { zh: '断保降低额', en: 'break penalty' },
  effectiveCeilingFen: { zh: '有效封顶线', en: 'effective ceiling' },
};

/** Words for the fields that are compared. */
export const COMPARED_WORDS: Readonly<Record<ComparedField, Bilingual>> = {
  pooledFund: { zh: '统筹基金', en: 'pooled fund' },
  covered: { zh: '参保', en: 'covered' },
  benefitEligible: { zh: '可支付', en: 'benefits' },
  waiting: { zh: '等待期', en: 'wait' },
  breakYears: { zh: '断保年', en: 'break years' },
  streakYears: { zh: '连续参保', en: 'streak' },
  continuousCredit: { zh: '连续参保激励', en: 'continuous credit' },
  zeroClaimCredit: { zh: '零报销激励', en: 'zero-claim credit' },
  zeroClaimProvisional: { zh: '零报销激励暂计', en: 'provisional zero-claim credit' },
  breakPenalty: { zh: '断保降低额', en: 'break penalty' },
  ceiling: { zh: '封顶线', en: 'ceiling' },
  employeeYearsEquivalent: { zh: '折算职工医保年数', en: 'employee years' },
  region: { zh: '统筹区', en: 'region' },
  warnings: { zh: '提示', en: 'warnings' },
  readingIds: { zh: '解读', en: 'readings' },
};

/** Words for the events of policy. */
export const POLICY_EVENT_WORDS: Readonly<Record<string, Bilingual>> = {
  PackAdopted: { zh: '采纳规则包', en: 'pack adopted' },
  ReadingChosen: { zh: '选定解读', en: 'reading chosen' },
  RegionConfigured: { zh: '统筹区数据', en: 'region data' },
  SourceCompleteThrough: { zh: '来源水位', en: 'watermark' },
};
