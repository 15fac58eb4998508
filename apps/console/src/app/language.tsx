import { createContext, useContext, type ReactNode } from 'react';
import { LANGUAGES, type Language } from '../words/words.js';

const STORED = 'canbao.language';

/** The language chosen before on this machine, else the browser's, else Chinese. */
export function storedLanguage(): Language {
  const stored = window.localStorage.getItem(STORED);
  const known = LANGUAGES.find((each) => each === stored);
  return known ?? (navigator.language.toLowerCase().startsWith('en') ? 'en' : 'zh');
}

/** Keeps the choice on this machine. */
export function storeLanguage(language: Language): void {
  window.localStorage.setItem(STORED, language);
}

const Switch = createContext<(language: Language) => void>(() => undefined);

/** Lets what is inside change the language. */
export function LanguageSwitch({
  value,
  children,
}: {
  readonly value: (language: Language) => void;
  readonly children: ReactNode;
}): ReactNode {
  return <Switch value={value}>{children}</Switch>;
}

/** Changes the language of the page; the address stays. */
export function useLanguageSwitch(): (language: Language) => void {
  return useContext(Switch);
}
