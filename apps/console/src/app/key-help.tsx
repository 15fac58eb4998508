import { Button, Checkbox } from 'antd';
import { type KeyboardEvent, useState, type ReactNode } from 'react';
import { Dialog } from '../parts/dialog.js';
import { useSay } from '../words/words.js';
import {
  chooseKey,
  forgetKeys,
  isUsableKey,
  KEY_ACTIONS,
  type KeyAction,
  setKeysOn,
  useBindings,
  useKeysOn,
} from './key-setting.js';

/** The list of keys, where each can be chosen anew and all can be switched off. */
export function KeyHelp({
  isOpen,
  close,
}: {
  readonly isOpen: boolean;
  readonly close: () => void;
}): ReactNode {
  const say = useSay();
  return (
    <Dialog title={say('keys.title')} isOpen={isOpen} close={close}>
      <KeyTable />
      <div className="actions">
        <Button onClick={forgetKeys}>{say('keys.defaults')}</Button>
        <Button type="primary" onClick={close}>
          {say('app.close')}
        </Button>
      </div>
    </Dialog>
  );
}

function KeyTable(): ReactNode {
  const say = useSay();
  const keys = useBindings();
  const isOn = useKeysOn();
  const [asked, setAsked] = useState<KeyAction | null>(null);
  const [refusal, setRefusal] = useState('');
  const choose = (action: KeyAction, event: KeyboardEvent): void => {
    if (asked !== action || event.nativeEvent.isComposing) return;
    if (event.key === 'Shift') return;
    if (event.key === 'Tab' || event.ctrlKey || event.metaKey || event.altKey) {
      setAsked(null);
      return;
    }
    // Neither the button nor the dialog has to do with this key.
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') {
      setAsked(null);
      return;
    }
    const taken = isUsableKey(event.key) ? chooseKey(action, event.key) : undefined;
    if (taken === null) setAsked(null);
    setRefusal(
      taken === null
        ? ''
        : taken === undefined
          ? say('keys.unusable')
          : say('keys.taken', { key: event.key, action: say(`keys.${taken}`) }),
    );
  };
  return (
    <>
      <p>{say('keys.about')}</p>
      <table className="data compact keys">
        <caption className="hidden">{say('keys.title')}</caption>
        <tbody>
          {KEY_ACTIONS.map((action) => (
            <tr key={action}>
              <th scope="row">
                <kbd>{keys[action]}</kbd>
              </th>
              <td>{say(`keys.${action}`)}</td>
              <td className="ways">
                <Button
                  size="small"
                  aria-pressed={asked === action}
                  aria-label={say('keys.changeOf', { action: say(`keys.${action}`) })}
                  onClick={() => {
                    setRefusal('');
                    setAsked(asked === action ? null : action);
                  }}
                  onKeyDown={(event) => choose(action, event)}
                  onBlur={() => setAsked(null)}
                >
                  {say(asked === action ? 'keys.press' : 'keys.change')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p role="status" className="wrong">
        {refusal}
      </p>
      <p>
        <Checkbox checked={isOn} onChange={(event) => setKeysOn(event.target.checked)}>
          {say('keys.on')}
        </Checkbox>
      </p>
    </>
  );
}
