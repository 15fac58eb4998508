import type { Language } from '../language.js';

const TITLES: Readonly<Record<string, string>> = {
  'Usage:': '用法:',
  'Arguments:': '参数:',
  'Options:': '选项:',
  'Commands:': '命令:',
};

/** A heading of the help in the language of the run. */
export function helpTitle(title: string, language: Language): string {
  return language === 'en' ? title : (TITLES[title] ?? title);
}

/** What the parser of the arguments says, and how it is said in Chinese. */
const PHRASES: readonly (readonly [pattern: RegExp, chinese: string])[] = [
  [/unknown command '(.*?)'/, '没有命令 "$1"'],
  [/unknown option '(.*?)'/, '没有选项 "$1"'],
  [/missing required argument '(.*?)'/, '缺少参数 "$1"'],
  [/option '(.*?)' argument missing/, '选项 "$1" 缺少取值'],
  [/required option '(.*?)' not specified/, '缺少必需的选项 "$1"'],
  [
    /option '(.*?)' argument '(.*?)' is invalid\. Allowed choices are (.*?)\.$/m,
    '选项 "$1" 的取值 "$2" 不符; 应为 $3 之一',
  ],
  [
    /command-argument value '(.*?)' is invalid for argument '(.*?)'\. Allowed choices are (.*?)\.$/m,
    '参数 "$2" 的取值 "$1" 不符; 应为 $3 之一',
  ],
  [/too many arguments.*/, '参数过多'],
  [/option '(.*?)' cannot be used with option '(.*?)'/, '选项 "$1" 与 "$2" 不能同用'],
  [/\(Did you mean (.*?)\?\)/, '(是否指 $1?)'],
];

/** An error of the parser in the language of the run. */
export function commanderWords(text: string, language: Language): string {
  const own = text.replace(/^error: /, '').replace(/\n/g, ' ');
  if (language === 'en') return own;
  return PHRASES.reduce((words, [pattern, chinese]) => words.replace(pattern, chinese), own);
}
