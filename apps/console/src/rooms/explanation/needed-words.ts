import { type Status, STATUSES } from '#libs/enrollment';
import { STATUS_WORDS } from '#libs/ledger/pure';

/** What the rules say of what they needed and saw, in Chinese. They say it in English; a form unknown here stays so. */
const WORDS: readonly (readonly [pattern: RegExp, chinese: string])[] = [
  [/^payment after (\S+), until (\S+)$/, '缴费日在 $1 之后、至 $2'],
  [/^(\d+) break years? or more$/, '断保 $1 年以上'],
  [/^(\d+) break years?$/, '断保 $1 年'],
  [/^a payment in the window$/, '集中参保期内缴费'],
  [/^a payment in time$/, '按期缴费'],
  [/^extended$/, '延长缴费期缴费'],
  [/^late$/, '集中参保期外缴费'],
  [/a short gap after employee cover/, '职工医保短期中断'],
  [/, no break year left to serve/, ', 且没有未答复的断保年'],
  [/, paid after the window/, ', 且在集中参保期后缴费'],
];

/** A need or a sight of a rule in Chinese. */
export function neededInChinese(text: string): string {
  const status = /^status (\S+)(?: on (\S+))?$/.exec(text);
  if (status !== null) {
    const [, code = '', day] = status;
    const word = isStatus(code) ? STATUS_WORDS[code].zh : code;
    return day === undefined ? `身份 ${word}` : `${day} 具有 ${word} 身份`;
  }
  return WORDS.reduce((said, [pattern, chinese]) => said.replace(pattern, chinese), text);
}

function isStatus(code: string): code is Status {
  return (STATUSES as readonly string[]).includes(code);
}
