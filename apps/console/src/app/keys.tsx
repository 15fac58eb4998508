import { Button, Checkbox } from 'antd';
import { useEffect, useRef, type ReactNode } from 'react';
import { Dialog } from '../parts/dialog.js';
import { type MessageName, useSay } from '../words/words.js';
import { areKeysOn, setKeysOn, useKeysOn } from './key-setting.js';

/** Keys and what each does, as the help lists them. */
const KEYS: readonly (readonly [string, MessageName])[] = [
  ['/', 'keys.search'],
  ['j  k', 'keys.facts'],
  ['[  ]', 'keys.day'],
  ['{  }', 'keys.month'],
  [',  .', 'keys.known'],
  ['e', 'keys.why'],
  ['d', 'keys.diff'],
  ['b', 'keys.bisect'],
  ['t', 'keys.table'],
  ['c', 'keys.copy'],
  ['p', 'keys.print'],
  ['?', 'keys.help'],
];

/** What keys do in a room. */
export type KeyActions = Readonly<Partial<Record<string, () => void>>>;

/** Runs the actions of keys while a room is open; not in a field, not while an input method composes, not with Ctrl. */
export function useKeys(actions: KeyActions): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (!areKeysOn() || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.defaultPrevented || isField(event.target)) return;
      const action = latest.current[event.key];
      if (action === undefined) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}

function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('dialog') !== null) return true;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

/** The keys that work in every room. */
export function useGlobalKeys({ openHelp }: { readonly openHelp: () => void }): void {
  useKeys({
    '?': openHelp,
    '/': () => document.querySelector<HTMLInputElement>('input[type="search"]')?.focus(),
    p: () => window.print(),
    c: () => document.querySelector<HTMLButtonElement>('[data-key="copy"]')?.click(),
  });
}

/** The list of keys, where they can also be switched off. */
export function KeyHelp({
  isOpen,
  close,
}: {
  readonly isOpen: boolean;
  readonly close: () => void;
}): ReactNode {
  const say = useSay();
  const isOn = useKeysOn();
  return (
    <Dialog title={say('keys.title')} isOpen={isOpen} close={close}>
      <table className="data keys">
        <tbody>
          {KEYS.map(([key, name]) => (
            <tr key={key}>
              <th scope="row">
                <kbd>{key}</kbd>
              </th>
              <td>{say(name)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        <Checkbox checked={isOn} onChange={(event) => setKeysOn(event.target.checked)}>
          {say('keys.on')}
        </Checkbox>
      </p>
      <Button onClick={close}>{say('app.close')}</Button>
    </Dialog>
  );
}
