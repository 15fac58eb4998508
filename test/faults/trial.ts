import { canonicalJson } from '#libs/canonical';
import { StoreError } from '#libs/event-store';
import { DatabaseFaults, type FaultPlan, ledgerContent } from '#libs/event-store/testing';
import { type Command, unwatched } from './command.js';
import type { Folders } from './prepared-ledger.js';
import { CommandLineFailed } from './programs.js';

/** What an undisturbed run of a command does and comes to. */
export interface Undisturbed {
  /** Its database calls, in order. */
  readonly calls: readonly string[];
  /** What the ledger holds before it and after each of its transactions. */
  readonly states: readonly string[];
  readonly answer: string;
}

/** No trial takes longer than this; one that does hangs. */
const LIMIT_MS = 10_000;

/** Runs a command as it should be, and notes what it does. */
export async function undisturbed(command: Command, folders: Folders): Promise<Undisturbed> {
  const directory = await folders.next(command.from);
  const states = [contentOf(directory, command)];
  const faults = new DatabaseFaults((name) => {
    if (isCommit(name)) states.push(contentOf(directory, command));
  });
  try {
    const answer = await command.run(directory, (work) => faults.during(() => undefined, work));
    expect(contentOf(directory, command)).toBe(states.at(-1));
    return { calls: faults.calls, states, answer: textOf(answer, command) };
  } finally {
    faults.remove();
    folders.drop(directory);
  }
}

/** What the ledger holds where a command is broken off at a call, which was made or not: what was committed by then. */
export function stateAt(
  { calls, states }: Undisturbed,
  { call, isMade }: { readonly call: number; readonly isMade: boolean },
): string {
  const made = calls.slice(0, isMade ? call : call - 1);
  return states[made.filter(isCommit).length] ?? '';
}

/** How a command is disturbed. */
export interface Disturbance {
  readonly plan: FaultPlan;
  /** What is stored where the command fails. */
  readonly stored: string;
  /** `insist`: where it can, it is asked again on the ledger that is still open. */
  readonly how: 'run' | 'insist';
}

/** Runs a command while calls fail as planned, and checks what is left and that it can be done again. */
export async function tryWithFaults(
  command: Command,
  { plan, stored, how }: Disturbance,
  expected: Undisturbed,
  folders: Folders,
): Promise<void> {
  const directory = await folders.next(command.from);
  const faults = new DatabaseFaults();
  try {
    const run = (how === 'insist' ? command.insist : undefined) ?? command.run;
    const outcome = await settled(run(directory, (work) => faults.during(plan, work)));
    expect(faults.forgotten).toBe(0);
    // The process ends: what could not be closed is closed by the operating system.
    faults.letGo();
    if ('answer' in outcome) {
      expect(textOf(outcome.answer, command)).toBe(expected.answer);
      await expectRepeatable(directory, command, expected, expected.states.at(-1));
    } else {
      const code = codeOf(outcome.error);
      const isNothingStored = isOneAppend(expected) && code !== 'append-outcome-unknown';
      await expectRepeatable(directory, command, expected, isNothingStored ? expected.states[0] : stored);
    }
  } finally {
    faults.remove();
    folders.drop(directory);
  }
}

/** Checks what a command that was broken off has left, then does it again: it has its one effect and its answer. */
export async function expectRepeatable(
  directory: string,
  command: Command,
  expected: Undisturbed,
  stored: string | undefined,
): Promise<void> {
  const done = expected.states.at(-1) ?? '';
  expect(contentOf(directory, command)).toBe(stored);
  const answer = await within(command.run(directory, unwatched));
  if (command.repeated !== 'state') expect(textOf(answer, command)).toBe(expected.answer);
  const content = contentOf(directory, command);
  if (command.repeated === 'new' && stored === done) {
    expect(eventsIn(content)).toBe(eventsIn(done) + 1);
  } else {
    expect(content).toBe(done);
  }
}

/** The ledger is there before, and one transaction makes the whole difference: then a failure says that nothing was stored. */
function isOneAppend({ states }: Undisturbed): boolean {
  return states.length === 2 && states[0] !== '';
}

function isCommit(name: string): boolean {
  return /\bCOMMIT\b/.test(name);
}

/** The code of a failure that a caller can act on; anything else, such as the driver's own error, fails the test. */
function codeOf(error: unknown): string {
  if (error instanceof StoreError) return error.code;
  if (error instanceof CommandLineFailed && error.code !== undefined && error.code !== 'internal') {
    return error.code;
  }
  throw error;
}

async function settled(
  promise: Promise<unknown>,
): Promise<{ readonly answer: unknown } | { readonly error: unknown }> {
  try {
    return { answer: await within(promise) };
  } catch (error) {
    return { error };
  }
}

async function within<Answer>(promise: Promise<Answer>): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error('It hangs.'));
    }, LIMIT_MS);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

function contentOf(directory: string, command: Command): string {
  return comparable(ledgerContent(directory).join('\n'), command);
}

function textOf(answer: unknown, command: Command): string {
  return comparable(canonicalJson(answer), command);
}

function eventsIn(content: string): number {
  return content.split('\n').filter((line) => line.startsWith('["events"')).length;
}

/** Leaves out what is drawn at random or told by the clock of the machine, where a command does that. */
function comparable(text: string, { isExact }: Command): string {
  if (isExact) return text;
  return text
    .replace(/canbao\.k[0-9a-f]{12}\.[\w-]{43}/g, 'SECRET')
    .replace(/\bk[0-9a-f]{12}\b/g, 'KEY')
    .replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b[0-9a-f]{32}\b/g, 'ID')
    .replace(/sha256:[0-9a-f]{64}/g, 'HASH')
    .replace(/\b\d{13}\b|\d{4}-\d\d-\d\dT[\d:.]+(?:Z|\+08:00)/g, 'INSTANT');
}
