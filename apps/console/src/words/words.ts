import { createContext, useContext, useMemo } from 'react';
import { en } from './en.js';
import { zh } from './zh.js';

/** The languages of the console; what the ledger itself says comes in both. */
export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The names of all messages: those of the Chinese catalogue, which comes first. */
export type MessageName = keyof typeof zh;

/** What stands in the braces of a message. */
export type Blanks = Readonly<Record<string, string | number>>;

const catalogues: Readonly<Record<Language, Readonly<Record<MessageName, string>>>> = { zh, en };

/** A message in a language. */
export function message(language: Language, name: MessageName, blanks: Blanks = {}): string {
  return catalogues[language][name].replace(/\{(\w+)\}/g, (_, blank: string) => String(blanks[blank] ?? ''));
}

/** Which language the page is in, and how to change it. */
export const LanguageContext = createContext<Language>('zh');

/** The language of the page. */
export function useLanguage(): Language {
  return useContext(LanguageContext);
}

/** Says a message in the language of the page. */
export type Say = (name: MessageName, blanks?: Blanks) => string;

/** Speaks the language of the page. */
export function useSay(): Say {
  const language = useLanguage();
  return useMemo(() => (name, blanks) => message(language, name, blanks), [language]);
}

/** Says a message that exists under a name made of data, such as a reason code; the code itself where there is none. */
export function useSayCode(): (prefix: string, code: string) => string {
  const language = useLanguage();
  return useMemo(
    () => (prefix, code) => {
      const name = `${prefix}.${code}`;
      return Object.hasOwn(catalogues[language], name) ? message(language, name as MessageName) : code;
    },
    [language],
  );
}
