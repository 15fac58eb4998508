import {
  type Bilingual,
  endOfYear,
  type ParameterName,
  type Parameters,
  type PolicyPack,
  type ShortGapExemption,
  type WindowRow,
} from '#libs/enrollment';
import { shadowOfShortGap } from '../pack/unreachable.js';
import {
  agreesWith,
  closesUnnoticed,
  coversFromJanuary,
  isExtendedToYearEnd,
  isOpenAtNewYear,
  isSameDay,
} from './rows-that-agree.js';
import type { Variant } from './variants.js';

/** Why a place of a pack decides nothing: a consequence of what else the pack says. */
interface Condition {
  /** The places it is about, as in a `Variant`; the index of the element, where it is about one, is their first group. */
  readonly places: RegExp;
  /** True where no standing can depend on the place. It has to hold before the change and after it; of what is added, after it. */
  readonly holds: (pack: PolicyPack, index: number, variant: Pick<Variant, 'from' | 'to'>) => boolean;
  readonly reason: Bilingual;
}

/**
 * The conditions. Each follows from the rules (docs/domain.md §4), so no case that leaves windows and readings as the pack
 * has them can notice a variant that one of them excuses: a test runs all of those against the shipped packs.
 */
const CONDITIONS: readonly Condition[] = [
  {
    places: /^windows(?:@[^[]*)?\[0\]\.fromYear$/,
    holds: () => true,
    reason: { zh: '第一行也适用于更早的年度。', en: 'The first row answers for the years before it, too.' },
  },
  {
    places: /^windows(?:@[^[]*)?\[(\d+)\]$/,
    holds: (pack, index, { from }) =>
      from === null && valuesOf(pack, 'windows').every((rows) => agrees(pack, rows[index], rows[index - 1])),
    reason: {
      zh: '新增的行与前一行同义。',
      en: 'The row that was added means the same as the one before it.',
    },
  },
  {
    places: /^windows(?:@[^[]*)?\[(\d+)\]\.(?:opens|closes|extendedUntil|lateUntil)$/,
    holds: (pack, index, { from, to }) => everyRow(pack, index, (row) => isSameDay(row, from, to)),
    reason: { zh: '在该行唯一的年度里是同一天。', en: 'In the one year of the row it is the same day.' },
  },
  {
    places: /^windows(?:@[^[]*)?\[(\d+)\]\.closes$/,
    holds: (pack, index) => everyRow(pack, index, closesUnnoticed),
    reason: {
      zh: '延长缴费期视同集中期, 元旦前缴费的都自元旦起。',
      en: 'The extension counts as the window, and a payment before New Year covers from 1 January in either.',
    },
  },
  {
    places: /^windows(?:@[^[]*)?\[(\d+)\]\.extendedCountsAs$/,
    holds: (pack, index) =>
      valuesOf(pack, 'windows').every((rows) => (rows[index]?.extendedUntil ?? null) === null),
    reason: { zh: '该行没有延长缴费期。', en: 'The row has no extended window.' },
  },
  {
    places: /^windows(?:@[^[]*)?\[(\d+)\]\.coverFrom$/,
    holds: (pack, index) => everyRow(pack, index, (row) => coversFromJanuary(pack, row)),
    reason: {
      zh: '集中期在元旦前结束, 待遇都自元旦起。',
      en: 'The window closes before 1 January, from which day all its payments cover.',
    },
  },
  {
    places: /^cover\.extendedFrom$/,
    holds: (pack) => rowsOf(pack).every(({ extendedUntil }) => extendedUntil === null),
    reason: { zh: '本规则包没有延长缴费期。', en: 'The pack has no extended window.' },
  },
  {
    places: /^cover\.extendedFrom@(\d{4})-01-01\.from$/,
    holds: (pack, year, { to }) =>
      to === endOfYear(year - 1) && rowsOf(pack).every((row) => !isExtendedToYearEnd(row, year - 1)),
    reason: {
      zh: '12月31日没有当年度的延长缴费期, 为次年缴费的自元旦起。',
      en: 'On 31 December no extension of that year is open, and a payment for the next covers from 1 January.',
    },
  },
  {
    places: /^R1[56]$/,
    holds: (pack) =>
      rowsOf(pack).every((row) => row.extendedUntil === null || row.extendedCountsAs === 'in-window'),
    reason: {
      zh: '本规则包没有另有后果的延长缴费期。',
      en: 'The pack has no extended window with consequences of its own.',
    },
  },
  {
    places: /^gap\.interrupted(?:Months|From)$/,
    holds: (pack) =>
      !coverMayPrecedePayment(pack) &&
      valuesOf(pack, 'gap.interruptedMonths').every((months) => {
        return months === null || months <= pack.readings.R25.choice;
      }),
    reason: {
      zh: '待遇不早于缴费, 缴费超过 R25 的月数即已构成中断。',
      en: 'Cover never starts before its payment, so a gap that is longer than R25 is an interruption anyway.',
    },
  },
  {
    places: /^exemptions\.full(?:@[^[]*)?\[(\d+)\]\.status$/,
    holds: (pack, index) => isFullExemption(pack, index, ['newborn-age']),
    reason: {
      zh: '该豁免以出生日为准, 不看身份代码。',
      en: 'The exemption holds by the day of birth, whatever status it names.',
    },
  },
  {
    places: /^exemptions\.full(?:@[^[]*)?\[(\d+)\]\.holds$/,
    holds: (pack, index) =>
      pack.readings.R30.choice === 'calendar-year' &&
      isFullExemption(pack, index, ['calendar-year', 'recently-added']),
    reason: {
      zh: '按 R30 的取值, 两种写法同义。',
      en: 'With the choice of R30 both are the calendar year in which the status began.',
    },
  },
  {
    places: /^exemptions\.shortGap(?:@[^[]*)?\[(\d+)\]$/,
    holds: (pack, index, { from }) =>
      from === null &&
      valuesOf(pack, 'exemptions.shortGap').every((rules) => isRepeated(rules[index], rules[index + 1])),
    reason: {
      zh: '后一条豁免同样适用, 结果相同。',
      en: 'The exemption behind it holds whenever it does, and brings the same.',
    },
  },
  {
    places: /^exemptions\.shortGap(?:@[^[]*)?\[(\d+)\]$/,
    holds: (pack, index, { from }) =>
      from === null && valuesOf(pack, 'exemptions.shortGap').every((rules) => sparesInTimeOnly(rules, index)),
    reason: {
      zh: '逾期的由前一条豁免; 按时的在中断未超期又无断保时本无等待期可免。',
      en: 'The ones before it answer for late payments, and one in time has no wait after a short gap without a break year.',
    },
  },
  {
    places: /^exemptions\.shortGap(?:@[^[]*)?\[(\d+)\]\.countedFrom$/,
    holds: (pack, index) => isShortGapAfter(pack, index, 'employee-gap'),
    reason: {
      zh: '职工医保中断的月数由 R25 决定, 自离开之日起算。',
      en: 'The months after employee cover are those of R25, from the day of leaving.',
    },
  },
  {
    places: /^exemptions\.shortGap(?:@[^[]*)?\[(\d+)\]\.statuses\[/,
    holds: (pack, index, { from, to }) => isWithinAnotherShortGap(pack, index, to ?? from),
    reason: {
      zh: '另一条豁免对该身份的期限至少同样长, 其余相同。',
      en: 'Another exemption has the status for at least as long, and is the same otherwise.',
    },
  },
  {
    places: /^exemptions\.shortGap(?:@[^[]*)?\[(\d+)\]\.coveredYearsBefore$/,
    holds: (pack, index) => isShortGapAfter(pack, index, 'status'),
    reason: {
      zh: '此前参保年限只适用于职工医保中断。',
      en: 'Years of cover before are asked for after employee cover only.',
    },
  },
  {
    places: /^exemptions\.shortGap(?:@[^[]*)?\[(\d+)\]\.onlyLate$/,
    holds: (pack, index) =>
      isShortGapAfter(pack, index, 'employee-gap') && isShortGapWithoutBreaks(pack, index),
    reason: {
      zh: '职工医保中断未超期又无断保的, 按时缴费本无等待期可免。',
      en: 'After a short gap without a break year a payment in time has no wait to be spared.',
    },
  },
  {
    places: /^exemptions\.shortGap(?:@[^[]*)?\[(\d+)\]\.spares$/,
    holds: (pack, index) =>
      isShortGapWithoutBreaks(pack, index) &&
      !(pack.readings.R1.choice === 'yes' && pack.readings.R10.choice === 'yes'),
    reason: {
      zh: '豁免以无断保为条件, 没有变动等待期可免。',
      en: 'The exemption asks for no break year, and without one there is no variable part to be spared.',
    },
  },
  {
    places: /^periods\.lastDayIncluded$/,
    holds: (pack) =>
      valuesOf(pack, 'exemptions.shortGap').every((rules) =>
        rules.every(({ after }) => after !== 'status'),
      ) &&
      valuesOf(pack, 'newborn').every(({ tiers }) =>
        tiers.every(({ withinMonths }) => withinMonths === null),
      ) &&
      !exempts(pack, 'while-status-or-months') &&
      !(exempts(pack, 'recently-added') && pack.readings.R30.choice !== 'calendar-year'),
    reason: { zh: '没有“若干个月内”的规定。', en: 'No rule of the pack says "within so many months".' },
  },
  {
    places: /^R(?:2|34)$/,
    holds: (pack) =>
      valuesOf(pack, 'penalty.perBreakYear').every((amount) => {
        return ('amountFen' in amount ? amount.amountFen : amount.percentOfBase) === 0;
      }),
    reason: { zh: '本规则包没有断保降低额。', en: 'The pack has no break penalty.' },
  },
  {
    places: /^R7$/,
    holds: (pack, _index, { from, to }) =>
      valuesOf(pack, 'wait.unit').every((unit) => unit === 'days') && anchorOf(from) === anchorOf(to),
    reason: {
      zh: '等待期已按天规定, 单位无从选择。',
      en: 'The wait is given in days, so its unit is no choice.',
    },
  },
  {
    places: /^R7$/,
    holds: (pack, _index, { from, to }) =>
      valuesOf(pack, 'wait.unit').every((unit) => unit === 'days') &&
      [from, to].every((choice) => ['arrival', 'next-day'].includes(anchorOf(choice) ?? '')) &&
      waitsCoverFromNextDay(pack),
    reason: {
      zh: '须等待的逾期缴费, 待遇都不早于次日。',
      en: 'No late payment that brings a wait covers before the day after it.',
    },
  },
  {
    places: /^R12$/,
    holds: (pack) =>
      pack.readings.R1.choice === 'yes' &&
      valuesOf(pack, 'repair.perYear').every((removed) =>
        valuesOf(pack, 'wait.variablePerYear').every((added) => removed <= added),
      ),
    reason: {
      zh: '每断一年都加变动等待期, 修复一年不超过所加。',
      en: 'Each missed year adds to the variable part, and repairing it removes no more than it added.',
    },
  },
  {
    places: /^R29$/,
    holds: (pack) => !exempts(pack, 'newborn-age'),
    reason: { zh: '没有豁免以新生儿年龄为准。', en: 'No exemption holds by the age of a newborn.' },
  },
  {
    places: /^R30$/,
    holds: (pack) => !exempts(pack, 'recently-added'),
    reason: { zh: '没有豁免以“新增”为准。', en: 'No exemption is for the recently added.' },
  },
  {
    places: /^R31$/,
    holds: (pack) => valuesOf(pack, 'newborn').every(({ birthYearFree }) => !birthYearFree),
    reason: { zh: '出生当年不免费。', en: 'No birth year is free.' },
  },
  {
    places: /^R35$/,
    holds: (pack) => !exempts(pack, 'while-status-or-months'),
    reason: { zh: '没有豁免限于若干个月。', en: 'No exemption lasts a number of months.' },
  },
  {
    places: /^publishedOn$/,
    holds: (pack) => pack.extends === null,
    reason: { zh: '该文本自始适用。', en: 'The text answers from the start, known before any other.' },
  },
  {
    places: /^effectiveFrom$/,
    holds: (pack) => valuesOf(pack, 'newborn').every(({ birthYearFree }) => !birthYearFree),
    reason: {
      zh: '只有一个版本, 生效日之前也由它适用。',
      en: 'Of a pack with one version, that one answers for the days before it takes effect, too.',
    },
  },
];

/** Why no case can notice a variant; null: one can. */
export function whyNotInUse(variant: Variant, pack: PolicyPack): Bilingual | null {
  for (const { places, holds, reason } of CONDITIONS) {
    const found = places.exec(variant.place);
    const index = Number(found?.[1] ?? 0);
    const packs = variant.from === null ? [variant.pack] : [pack, variant.pack];
    if (found !== null && packs.every((each) => holds(each, index, variant))) return reason;
  }
  return null;
}

/** From which day a choice of R7 counts: what it says after its unit. */
function anchorOf(choice: string | null): string | undefined {
  return choice?.replaceAll('"', '').split(', ')[1];
}

function valuesOf<P extends ParameterName>(pack: PolicyPack, name: P): readonly Parameters[P][] {
  return pack.parameters[name].map(({ value }) => value);
}

function rowsOf(pack: PolicyPack): Parameters['windows'] {
  return valuesOf(pack, 'windows').flat();
}

/**
 * True where the cover of a payment may start before it arrives: a student's, or one after 1 January that covers from
 * that day. A newborn's may, too, but is no payment after employee cover.
 */
function coverMayPrecedePayment(pack: PolicyPack): boolean {
  const starts = [...valuesOf(pack, 'cover.lateFrom'), ...valuesOf(pack, 'cover.extendedFrom')];
  return (
    valuesOf(pack, 'freshman').some((rule) => rule !== null && rule.coverFrom !== 'payment') ||
    starts.includes('january') ||
    rowsOf(pack).some((row) => row.coverFrom === 'january' && isOpenAtNewYear(row))
  );
}

/** True where a short-gap exemption brings what the one behind it brings, which holds whenever it does. */
function isRepeated(one: ShortGapExemption | undefined, behind: ShortGapExemption | undefined): boolean {
  if (one === undefined || behind === undefined) return false;
  const isSame = one.spares === behind.spares && one.lateCoverFrom === behind.lateCoverFrom;
  return isSame && shadowOfShortGap(one, [behind]) !== null;
}

/** True where only payments in time are left to an exemption after a short gap that asks for no break year. */
function sparesInTimeOnly(rules: readonly ShortGapExemption[], index: number): boolean {
  const rule = rules[index];
  return (
    rule?.after === 'employee-gap' &&
    rule.onlyWithoutBreaks &&
    shadowOfShortGap({ ...rule, onlyLate: true }, rules.slice(0, index)) !== null
  );
}

/** True where a test holds for the row of an index, in every dated value that has it. */
function everyRow(pack: PolicyPack, index: number, holds: (row: WindowRow) => boolean): boolean {
  return valuesOf(pack, 'windows').every((rows) => rows[index] === undefined || holds(rows[index]));
}

function agrees(pack: PolicyPack, row: WindowRow | undefined, other: WindowRow | undefined): boolean {
  return row !== undefined && other !== undefined && agreesWith(pack, row, other);
}

/** True where the cover of a payment after the window starts on the day after it or later, unless it brings no wait. */
function waitsCoverFromNextDay(pack: PolicyPack): boolean {
  const isLater = (start: string): boolean => start === 'next-day' || start === 'next-month';
  return (
    pack.readings.R14.choice === 'yes' &&
    rowsOf(pack).every(({ extendedUntil }) => extendedUntil === null) &&
    valuesOf(pack, 'cover.lateFrom').every(isLater) &&
    valuesOf(pack, 'exemptions.shortGap').every((rules) =>
      rules.every(({ spares, lateCoverFrom }) => spares === 'whole-wait' || isLater(lateCoverFrom)),
    ) &&
    valuesOf(pack, 'newborn').every(({ tiers }) =>
      tiers.every(({ noWait, coverFrom }) => noWait || isLater(coverFrom)),
    )
  );
}

function exempts(pack: PolicyPack, holds: Parameters['exemptions.full'][number]['holds']): boolean {
  return valuesOf(pack, 'exemptions.full').some((list) =>
    list.some((exemption) => exemption.holds === holds),
  );
}

/** True where the exemption of an index holds in one of some ways, in every dated value that has it. */
function isFullExemption(pack: PolicyPack, index: number, ways: readonly string[]): boolean {
  return valuesOf(pack, 'exemptions.full').every((list) =>
    ways.includes(list[index]?.holds ?? ways[0] ?? ''),
  );
}

function isShortGapAfter(pack: PolicyPack, index: number, after: 'employee-gap' | 'status'): boolean {
  return valuesOf(pack, 'exemptions.shortGap').every((rules) => (rules[index]?.after ?? after) === after);
}

function isShortGapWithoutBreaks(pack: PolicyPack, index: number): boolean {
  return valuesOf(pack, 'exemptions.shortGap').every((rules) => rules[index]?.onlyWithoutBreaks ?? true);
}

/** True where another short-gap exemption has a status of this one too, spares the same and ends no earlier. */
function isWithinAnotherShortGap(pack: PolicyPack, index: number, status: string | null): boolean {
  return valuesOf(pack, 'exemptions.shortGap').every((rules) => {
    const rule = rules[index];
    if (rule === undefined) return true;
    const others = rules.filter((other) => other !== rule && other.statuses.some((each) => each === status));
    return others.some((other) => endsNoEarlier(other, rule));
  });
}

/** True where one exemption after a status is the same as another but for its statuses and its end, which is no earlier. */
function endsNoEarlier(one: ShortGapExemption, other: ShortGapExemption): boolean {
  return (
    one.after === 'status' &&
    one.after === other.after &&
    one.spares === other.spares &&
    one.lateCoverFrom === other.lateCoverFrom &&
    one.onlyLate === other.onlyLate &&
    one.onlyWithoutBreaks === other.onlyWithoutBreaks &&
    (one.months ?? 0) >= (other.months ?? 0) &&
    (one.countedFrom === other.countedFrom || one.countedFrom === 'next-month')
  );
}
