import { useEffect, useRef } from 'react';
import { areKeysOn, bindings, KEY_ACTIONS, type KeyAction } from './key-setting.js';

/** What keys do in a room. */
export type KeyActions = Readonly<Partial<Record<KeyAction, () => void>>>;

/** Runs the actions of keys while a room is open; not where letters are typed, not while an input method composes, not with Ctrl. */
export function useKeys(actions: KeyActions): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (!areKeysOn() || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.defaultPrevented || isTypedInto(event.target) || isInDialog(event.target)) return;
      const keys = bindings();
      const action = KEY_ACTIONS.find((each) => keys[each] === event.key);
      const run = action === undefined ? undefined : latest.current[action];
      if (run === undefined) return;
      event.preventDefault();
      run();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}

/** Kinds of input that take no letters: on a slider, a choice or a tick single keys stay what they are elsewhere. */
const WITHOUT_LETTERS = ['range', 'radio', 'checkbox', 'button', 'submit'];

function isTypedInto(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !WITHOUT_LETTERS.includes(target.type);
  return target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName);
}

function isInDialog(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('dialog') !== null;
}

/** The keys that work in every room. Escape leaves a field for the page, where the other keys count again. */
export function useGlobalKeys({
  openHelp,
  focusPage,
}: {
  readonly openHelp: () => void;
  readonly focusPage: () => void;
}): void {
  useKeys({
    help: openHelp,
    search: () => document.querySelector<HTMLInputElement>('input[type="search"]')?.focus(),
    print: () => window.print(),
    copy: () => document.querySelector<HTMLButtonElement>('[data-key="copy"]')?.click(),
  });
  useEffect(() => {
    const leave = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.isComposing || event.defaultPrevented) return;
      if (isTypedInto(event.target) && !isInDialog(event.target)) focusPage();
    };
    window.addEventListener('keydown', leave);
    return () => window.removeEventListener('keydown', leave);
  }, [focusPage]);
}
