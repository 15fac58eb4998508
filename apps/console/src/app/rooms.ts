import { lazy, type ComponentType } from 'react';
import type { MessageName } from '../words/words.js';
import { match } from './router.js';

/** A room of the console: what it is called, who may enter, and where its page is loaded from when it is first opened. */
export interface Room {
  readonly pattern: string;
  readonly title: MessageName;
  /** The action of docs/api.md §8 that its data needs; null: everyone who is signed in. */
  readonly needs: string | null;
  /** Stands in the menu. */
  readonly inMenu?: true;
  readonly Page: ComponentType;
}

/** Every room, in the order of the menu. */
export const ROOMS: readonly Room[] = [
  {
    pattern: '/',
    title: 'desk.title',
    needs: null,
    inMenu: true,
    Page: lazy(() => import('../rooms/desk/desk.js')),
  },
];

/** The room of a path, with the parts of the path that its pattern names. */
export function roomAt(
  path: string,
): { readonly room: Room; readonly names: Readonly<Record<string, string>> } | undefined {
  for (const room of ROOMS) {
    const names = match(room.pattern, path);
    if (names !== undefined) return { room, names };
  }
  return undefined;
}
