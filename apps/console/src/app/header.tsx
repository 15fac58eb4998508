import { Button, Segmented } from 'antd';
import { type ReactNode, useId } from 'react';
import { Link } from '../parts/link.js';
import { SearchField } from '../parts/search-field.js';
import { type Language, useLanguage, useSay, useSayCode } from '../words/words.js';
import { useLanguageSwitch } from './language.js';
import { setLarge, useLarge } from './type-size.js';
import { PURPOSES, type Purpose, useSession } from './session.js';

/** The line on top of every page: search, the sample clock, language, and who is signed in for which purpose. */
export function Header({ openHelp }: { readonly openHelp: () => void }): ReactNode {
  const say = useSay();
  const sayCode = useSayCode();
  const { info, may, signOut } = useSession();
  return (
    <header className="top">
      <Link to="/" className="brand">
        {say('app.name')}
      </Link>
      {may('read-members') && <SearchField />}
      <div className="top-right">
        {info.mode === 'sample' && (
          <span className="sample" role="note">
            {say('app.sampleClock', { today: info.today })}
          </span>
        )}
        {info.needsPurpose && <PurposeChoice />}
        <LanguageChoice />
        <TypeSize />
        <span className="who">{sayCode('role', info.role ?? '')}</span>
        <Button type="text" size="small" className="on-dark" onClick={openHelp}>
          {say('app.keys')}
        </Button>
        {info.mode === 'key' && (
          <Button type="text" size="small" className="on-dark" onClick={() => void signOut()}>
            {say('app.signOut')}
          </Button>
        )}
      </div>
    </header>
  );
}

function TypeSize(): ReactNode {
  const say = useSay();
  const isLarge = useLarge();
  return (
    <Button
      type="text"
      size="small"
      className="on-dark"
      aria-pressed={isLarge}
      onClick={() => setLarge(!isLarge)}
    >
      {say('app.large')}
    </Button>
  );
}

function LanguageChoice(): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const change = useLanguageSwitch();
  return (
    <Segmented<Language>
      size="small"
      aria-label={say('app.language')}
      value={language}
      onChange={change}
      options={[
        { value: 'zh', label: '中' },
        { value: 'en', label: 'EN' },
      ]}
    />
  );
}

function PurposeChoice(): ReactNode {
  const say = useSay();
  const id = useId();
  const { purpose, choosePurpose } = useSession();
  return (
    <span className="purpose">
      <label htmlFor={id}>{say('app.purpose')}</label>
      <select id={id} value={purpose} onChange={(event) => choosePurpose(event.target.value as Purpose)}>
        {PURPOSES.map((each) => (
          <option key={each} value={each}>
            {say(`purpose.${each}`)}
          </option>
        ))}
      </select>
    </span>
  );
}
