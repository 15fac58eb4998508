import { bindingsFrom, DEFAULT_KEYS, isUsableKey } from './key-setting.js';

test('a key that was chosen is used, all others stay', () => {
  expect(bindingsFrom('{"why":"w"}')).toEqual({ ...DEFAULT_KEYS, why: 'w' });
  expect(bindingsFrom(null)).toEqual(DEFAULT_KEYS);
});

test.each([
  ['no JSON', '{'],
  ['an action that is none', '{"dance":"x"}'],
  ['a key that writes nothing', '{"why":"Enter"}'],
  ['a key that is no text', '{"why":7}'],
  ['the space, which presses buttons', '{"why":" "}'],
  ['two actions with one key', '{"why":"d"}'],
])('%s leaves the keys as they were at first', (_, stored) => {
  expect(bindingsFrom(stored)).toEqual(DEFAULT_KEYS);
});

test('two actions may change places', () => {
  expect(bindingsFrom('{"why":"d","diff":"e"}')).toMatchObject({ why: 'd', diff: 'e' });
});

test('a key is one character, also one outside the basic plane', () => {
  expect(['w', '查', '𠀀'].map(isUsableKey)).toEqual([true, true, true]);
  expect(['', ' ', 'F1', 'Escape'].map(isUsableKey)).toEqual([false, false, false, false]);
});
