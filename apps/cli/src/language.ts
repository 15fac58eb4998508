import type { Bilingual } from '#libs/enrollment';

/** The languages that the command line speaks. */
export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Picks the words of the language in use. */
export type Say = (words: Bilingual) => string;

/**
 * The language of a run: `--lang`, else `CANBAO_LANG`, else Chinese. The locale is not asked, so that a script prints
 * the same everywhere. It is looked for before the arguments are parsed, because help and errors need it too.
 */
export function languageOf(args: readonly string[], env: NodeJS.ProcessEnv): Language {
  const ended = args.indexOf('--');
  const own = ended === -1 ? args : args.slice(0, ended);
  const at = own.lastIndexOf('--lang');
  const joined = own.findLast((argument) => argument.startsWith('--lang='))?.slice('--lang='.length);
  const named = (at === -1 ? joined : own[at + 1]) ?? env['CANBAO_LANG'];
  return LANGUAGES.find((language) => language === named) ?? 'zh';
}

/** The chooser of a language. */
export function sayIn(language: Language): Say {
  return (words) => words[language];
}
