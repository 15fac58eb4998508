import { ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { Failure } from '../parts/failure.js';
import { Waiting } from '../parts/waiting.js';
import { LanguageContext, type Language } from '../words/words.js';
import { Frame } from './frame.js';
import { LanguageSwitch, storedLanguage, storeLanguage } from './language.js';
import { SessionOf } from './session.js';
import { theme } from './theme.js';

/** The console. The nonce is that of the document: without it the browser would take no style that antd writes. */
export function App({ nonce }: { readonly nonce: string }): ReactNode {
  const [language, setLanguage] = useState<Language>(storedLanguage);
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
    storeLanguage(language);
  }, [language]);
  const csp = useMemo(() => ({ nonce }), [nonce]);
  return (
    <ConfigProvider
      csp={csp}
      theme={theme}
      locale={language === 'zh' ? zhCN : enUS}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
    >
      <LanguageContext value={language}>
        <LanguageSwitch value={setLanguage}>
          <SessionOf
            waiting={<Waiting />}
            failed={(error, again) => (
              <main className="page">
                <Failure error={error} again={again} />
              </main>
            )}
          >
            <Frame />
          </SessionOf>
        </LanguageSwitch>
      </LanguageContext>
    </ConfigProvider>
  );
}
