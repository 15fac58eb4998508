import type { ReadingId } from '#libs/enrollment';
import { READING_FORMS, READING_IDS } from './reading-forms.js';
import { writtenChoices } from './reading-input.js';

/** A reading as the register lists it: the question that the text leaves open, and how it may be answered. */
export interface RegisteredReading {
  readonly id: ReadingId;
  readonly question: { readonly zh: string; readonly en: string };
  /** Choices that a pack or a question may name; a number has its unit in angle brackets. */
  readonly choices: readonly string[];
  /** Choices that the text allows and the core does not offer yet. */
  readonly planned: readonly string[];
}

const QUESTIONS: Readonly<Record<ReadingId, RegisteredReading['question']>> = {
  R1: { zh: '首个断保年是否增加变动等待期？', en: 'Does the first break year add a variable month?' },
  R2: { zh: '断保降低额是否从首个断保年起算？', en: 'Does the penalty count from the first break year?' },
  R3: { zh: '断保年从哪一年起计？', en: 'From which coverage year are breaks counted?' },
  R4: {
    zh: '连续参保年数和零报销从哪一年起计？',
    en: 'From which coverage year are the streak and zero-claim years counted?',
  },
  R5: { zh: '连续参保激励何时生效？', en: 'When does the continuous credit take effect?' },
  R6: {
    zh: '断保后在集中期内缴费，是否仍有等待期？',
    en: 'Does a payment inside the window after a lapse bring a wait?',
  },
  R7: { zh: '等待期按什么单位、从哪一天起算？', en: 'In what unit is the wait counted, and from which day?' },
  R8: { zh: '跨年的等待期是否接续？', en: 'What becomes of a wait that passes the end of the year?' },
  R10: { zh: '错过集中参保期是否算一个断保年？', en: 'Does a missed window count as a break year?' },
  R11: { zh: '等待期计入哪些断保年？', en: 'Which break years count for the wait?' },
  R12: { zh: '修复缴费可以消除什么？', en: 'What does a repair payment remove?' },
  R14: { zh: '特殊群体是否也免变动等待期？', en: 'Are exempt groups spared the variable part too?' },
  R15: {
    zh: '延长缴费期参保而此前有断保的，等待多久？',
    en: 'What wait follows an extended payment after earlier breaks?',
  },
  R16: {
    zh: '延长期“不享受连续参保激励”如何理解？',
    en: 'What does "no continuous incentive" in an extended year mean?',
  },
  R17: { zh: '零报销按就医年还是结算年认定？', en: 'Which year of a claim counts for zero-claim?' },
  R18: {
    zh: '零报销激励是否以次年参保为条件？',
    en: 'Must the next year be enrolled for the zero-claim credit?',
  },
  R20: { zh: '动用奖励额度后清零哪些激励？', en: 'Which credits does a reset clear?' },
  R21: { zh: '累计上限在何时适用？', en: 'Where is the limit of the raise applied?' },
  R23: { zh: '断保降低额能否恢复？', en: 'Is a penalty ever restored?' },
  R24: {
    zh: '文件未写明时，断保后保留哪些激励？',
    en: 'Which credits survive a break where the text is silent?',
  },
  R25: {
    zh: '职工医保中断后多少个月内适用短期中断的豁免？',
    en: 'For how many months after employee cover does the short-gap exemption hold?',
  },
  R28: { zh: '年内中断是否使连续年数重新计算？', en: 'Does an interruption restart the streak?' },
  R29: { zh: '新生儿身份适用到何时的缴费？', en: 'Until when do payments count as those of a newborn?' },
  R30: {
    zh: '“新增”救助对象在多长时间内缴费可免等待？',
    en: 'For how long is a newly added aid recipient exempt?',
  },
  R31: {
    zh: '晋城出生当年免费是否计入连续年数和零报销？',
    en: 'Does the free birth year count for the streak and zero-claim?',
  },
  R32: {
    zh: '福建集中期和延长期之后缴费的，是否享受连续参保激励？',
    en: 'Does a late payer in Fujian earn the continuous credit?',
  },
  R33: { zh: '等待期是否同时停止大病保险支付？', en: 'Does a wait also stop major-illness payments?' },
  R34: { zh: '职工医保年度能否抵消断保降低额？', en: 'Does an employee spell wipe penalty years?' },
  R35: {
    zh: '无截止日的刑满释放、退回新兵、职工中断人员免等待多少个月？',
    en: 'For how many months is a group without an end date exempt?',
  },
};

/** The register of readings, in the order of docs/domain.md §6; a pack has the choice, its evidence and confidence. */
export const READING_REGISTER: readonly RegisteredReading[] = READING_IDS.map((id) => ({
  id,
  question: QUESTIONS[id],
  choices: writtenChoices(id),
  planned: READING_FORMS[id].planned,
}));
