import { isFull } from '../replay/sizes.js';
import type { Command } from './command.js';
import type { Undisturbed } from './trial.js';

/** How long the tests of a very long command may take; the others keep to the limit of the suite. */
export const LONG_MS = isFull ? 7_200_000 : 60_000;

/** One place where one thing goes wrong. */
export interface Point<Kind> {
  /** Number of the database call, from 1. */
  readonly call: number;
  readonly name: string;
  readonly kind: Kind;
}

/** Which points an ordinary run tries; the full run tries every call with every kind. */
export interface Choice {
  /** Every so-manieth call, with one kind after the other. */
  readonly every: number;
  /** The first of them, and the first kind, so that similar commands are tried at different calls. Default: 0. */
  readonly first?: number;
  /** Calls that settle what is stored, or let go of the ledger, are tried in any case: once, or with every kind. */
  readonly decisive?: 'once' | 'every-kind';
  /** A command of so many calls that the full run, too, tries one kind a call. */
  readonly isLong?: boolean;
}

const DECISIVE = /\bCOMMIT\b|^close /;

/** The points at which a command is tried. */
export function pointsOf<Kind>(
  { calls }: Undisturbed,
  kinds: readonly Kind[],
  { every, first = 0, decisive, isLong = false }: Choice,
): readonly Point<Kind>[] {
  let turn = first;
  // A command of fewer calls is tried at one of them.
  const period = Math.min(every, calls.length);
  return calls.flatMap((name, index) => {
    const isDecisive = decisive !== undefined && DECISIVE.test(name);
    if (!isFull && !isDecisive && index % period !== first % period) return [];
    turn += 1;
    const isEachKind = isFull ? !isLong : isDecisive && decisive === 'every-kind';
    return kinds
      .filter((_, kind) => isEachKind || kind === turn % kinds.length)
      .map((kind) => ({ call: index + 1, name, kind }));
  });
}

/** Tries every point; fails with a list of those at which something was not as it should be. */
export async function tryEach<Kind>(
  points: readonly Point<Kind>[],
  attempt: (point: Point<Kind>) => Promise<void>,
): Promise<void> {
  const found: string[] = [];
  for (const point of points) {
    try {
      await attempt(point);
    } catch (error) {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      found.push(`call ${point.call}, ${point.name}, ${String(point.kind)}: ${text}`);
    }
  }
  expect(points.length).toBeGreaterThan(0);
  expect(found).toEqual([]);
}

/** Commands with their numbers, as a table of tests. */
export function numbered(
  commands: readonly Command[],
): readonly { readonly name: string; readonly command: Command; readonly index: number }[] {
  return commands.map((command, index) => ({ name: command.name, command, index }));
}
