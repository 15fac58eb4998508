import type { Language } from './words.js';

/**
 * What the shipped packs say for the choices of their readings, in Chinese: a pack is known by its digest and says it in
 * English. The evidence of another pack is shown as that pack has it.
 */
const CHINESE: Readonly<Record<string, string>> = {
  'The month is added for each year missed "more" (每多断保1年), so the first missed year brings the fixed months only.':
    '"每多断保1年"才加月, 首个断保年只有固定月数。',
  'The texts that lower the ceiling do so for each missed year (每断保1年), without "more".':
    '降低封顶线的文件写的是"每断保1年", 没有"多"字。',
  'The rule begins in 2025 and nothing gives it effect on earlier years.':
    '规则自2025年起, 没有溯及以前年度的规定。',
  'The incentives begin in 2025 and nothing credits earlier years.':
    '激励自2025年起, 没有把以前年度计入的规定。',
  'The raise belongs to each further year of cover, and that year begins with its cover.':
    '提高额属于此后每一参保年度, 该年度自参保起计。',
  'The wait is for those who missed the window or were not continuous; either is enough.':
    '错过集中参保期或未连续参保, 有其一即设等待期。',
  'The wait is given in months and begins after enrolment, which is complete when the money arrives.':
    '等待期以月计, 自参保后起算; 款项到账即为参保。',
  'Nothing ends a wait with the calendar year; nothing keeps it for a person who breaks off again.':
    '没有规定等待期随年度终止, 也没有规定再次断保后仍保留。',
  'Missing the window and breaking off are named side by side as two different things.':
    '错过集中参保期与断保并列, 是两件事。',
  'Years are counted as missed in a row (连续断缴) and answered by the enrolment that follows.':
    '按"连续断缴"的年数计, 由其后的参保承担。',
  'Only the variable part is named as what a payment repairs.': '只写明变动等待期可以修复。',
  'The special groups are excepted from the sentence that sets both parts.':
    '特殊人群从设定两种等待期的整句中除外。',
  'The text knows no extended period; the choice matters only where a pack has one.':
    '文件没有延长缴费期; 只有规定了延长缴费期的规则才用到此项。',
  'The text says the year without reimbursement and not which day of a claim decides.':
    '文件只说当年未报销, 没有说以费用的哪一日为准。',
  "The raise is of the next year's ceiling and needs cover in that year.":
    '提高的是次年的封顶线, 须次年参保。',
  'Only the zero-claim part is named as what is cleared.': '只写明零报销部分清零。',
  'The limit is set on the raise of the ceiling in total and not on what is earned.':
    '上限限定的是封顶线的提高总额, 不是激励的积累。',
  'No text gives a lowered ceiling back.': '没有文件规定恢复已降低的封顶线。',
  'A break restarts the count of years; nothing takes away what was earned.':
    '断保后重新计年, 没有规定收回已得的激励。',
  'Continuity across schemes is not measured here; three months is the usual limit in the regional texts.':
    '本文件没有规定跨制度连续的期限; 各地文件通常为三个月。',
  'The count restarts after a break of cover and an interruption within a year is not called one.':
    '断保后重新计年, 年度内的中断不称断保。',
  'The text names newborns and gives no age.': '文件列出新生儿, 没有规定月龄。',
  'Regional texts exempt newly added aid recipients without saying for how long.':
    '各地文件豁免新增救助对象, 没有说明期限。',
  'A free birth year is a year of cover; the text does not speak of it.':
    '免缴的出生年度是参保年度; 文件没有提及。',
  'The continuous credit asks for cover in the year and not for payment within the window.':
    '连续参保激励要求当年参保, 不要求在集中参保期内缴费。',
  'Major-illness insurance pays on top of basic insurance and follows it.':
    '大病保险在基本医保之上支付, 随其而定。',
  'Nothing says that employee cover makes good a missed year.': '没有规定职工医保可以补足断保年度。',
  'The text gives no end of such an exemption; one year covers one full window.':
    '文件没有规定豁免的期限; 一年涵盖一个完整的集中参保期。',
  'The count restarts only after a break, and a year that is paid late is not one.':
    '只有断保才重新计年, 迟缴的年度不是断保。',
  'The ceiling is lowered for each missed year (每断保1年), without "more".':
    '按"每断保1年"降低封顶线, 没有"多"字。',
  'Three months after leaving another scheme are the limit of the exemption.':
    '离开其他制度三个月内为豁免的期限。',
  'The years of the continuous credit are those enrolled and paid for (一(二)), and the birth year is not paid (一(四)), so the letter favours `ignored` for the streak; the year is counted because it is a year of cover, until the authority says otherwise.':
    '连续参保激励计的是参保并缴费的年度(一(二)), 出生年度不缴费(一(四)), 按字面应不计入; 因其为参保年度而计入, 待主管部门明确。',
  'The month is added for each year missed "more" (每多断缴1年), so the first missed year brings the fixed months only.':
    '"每多断缴1年"才加月, 首个断保年只有固定月数。',
  'The text adjusts the incentives on 1 January of the next year, which can mean the year after the one that earned them or the credited year itself.':
    '文件在次年1月1日调整激励: 可以指取得激励的次年, 也可以指计入的年度本身。',
  'The literal subject is residents who did not pay within the window, which would spare those who broke off and paid in time; the purpose and the national text do not.':
    '按字面只指未在集中参保期内缴费的居民, 断保而按期缴费者可免; 立法目的和国家文件并非如此。',
  'Paying late without an interruption and an interruption are told apart.':
    '未中断的迟缴与中断是分开规定的。',
  'Employee cover that ended less than three months ago spares the fixed wait.':
    '职工医保终止未满三个月的, 免固定等待期。',
  'The text says that a break does not clear earlier incentives.': '文件写明断保不清除此前的激励。',
  'Aid recipients are exempt when newly added, without a length; the calendar year of the addition is taken.':
    '救助对象新增时豁免, 没有规定期限; 取新增的自然年度。',
  'These groups are exempt without an end; one year covers one full window.':
    '这些人群的豁免没有规定期限; 一年涵盖一个完整的集中参保期。',
  'The fixed months are waived for the extended period, and nothing is said of the variable ones.':
    '延长缴费期免固定等待期, 没有提及变动等待期。',
  'The text withholds the incentive and does not say that the count of years stops or restarts.':
    '文件不给当年激励, 没有说连续年数中止或重新计算。',
  'The continuous amount is expressly kept; the text is silent on the zero-claim amount.':
    '明文保留连续参保激励, 没有提及零报销激励。',
  'Only payers in the extended period are denied the incentive, so by the letter a later payer earns it.':
    '只有在延长缴费期缴费的没有激励, 按字面更晚缴费的反而有。',
  'The text stops the pooled fund during a wait; major-illness insurance pays on top of it and follows it.':
    '等待期内停统筹基金; 大病保险在其上支付, 随其而定。',
};

/** The evidence of a reading in the language of the page, where the pack's own words have been put into it. */
export function evidenceIn(language: Language, evidence: string): string {
  return language === 'zh' ? (CHINESE[evidence] ?? evidence) : evidence;
}
