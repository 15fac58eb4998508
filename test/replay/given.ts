import {
  type CivilDate,
  civilDate,
  decide,
  derive,
  DomainError,
  type Fact,
  type FactBody,
  factOf,
  readFact,
  type RefusalCode,
  type Standing,
  standingOn,
  yearOf,
} from '#libs/enrollment';
import { completeFact, type SubmittedBody } from '#libs/policy';
import { bookUnder, HOME, type PackId } from './sample-policy.js';

/** A fact as a test writes it: `type` and fields; `id` where another fact names it. What a case may leave out may be left out. */
export type Told = SubmittedBody & { readonly type: string; readonly id?: string };

/** What a test expects of a standing: any part of it. */
export type Expected = { readonly [F in keyof Standing]?: unknown };

/** The outcome of one more fact. */
export interface When {
  /** It is recorded, and its body has at least these fields. */
  then(recorded: SubmittedBody): void;
  /** It is refused with this code, and with what every refusal says; gives the error. */
  thenRefused(code: RefusalCode): DomainError;
}

export interface Given {
  readonly facts: readonly Fact[];
  when(fact: Told): When;
  on(day: string): { stands(expected: Expected): void };
}

/** `given(events).when(fact).then(…)` under a pack by its id; every event given must be accepted. */
export function givenUnder(packId: PackId): (...events: readonly Told[]) => Given {
  const book = bookUnder(packId);
  const bodyOf = ({ id: _id, ...body }: Told, known: readonly Fact[]): FactBody =>
    decide(readFact(completeFact(body, HOME), 'case'), known, book);

  return (...events) => {
    const facts: Fact[] = [];
    for (const told of events) {
      const id = told.id ?? `e${String(facts.length + 1)}`;
      facts.push(factOf(id, bodyOf(told, facts)));
    }
    return {
      facts,
      when: (told) => ({
        then: (recorded) => {
          expect(bodyOf(told, facts)).toMatchObject({ type: told.type, ...recorded });
        },
        thenRefused: (code) => {
          const error = refusalOf(() => bodyOf(told, facts));
          expect(error.code).toBe(code);
          expectToBeComplete(error);
          return error;
        },
      }),
      on: (day) => ({
        stands: (expected) => {
          expect(standingOf(facts, civilDate(day))).toMatchObject(expected);
        },
      }),
    };
  };

  function standingOf(facts: readonly Fact[], on: CivilDate): Standing | undefined {
    const history = derive(facts, book, { throughYear: yearOf(on) });
    return history === undefined ? undefined : standingOn(history, on);
  }
}

/** The refusal that an attempt ends with. */
export function refusalOf(attempt: () => unknown): DomainError {
  try {
    attempt();
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('Expected a refusal, but the fact was accepted.');
}

/** A refusal says where, what was seen and expected, and what to do, in Chinese and in English. */
function expectToBeComplete({ code, problems, detail, remedy }: DomainError): void {
  expect(problems.length).toBeGreaterThan(0);
  expect(problems[0]?.code).toBe(code);
  for (const { pointer } of problems) expect(pointer).toMatch(/^(?:\/[\w~]+)*$/);
  for (const { zh, en } of [detail, remedy]) {
    expect(zh).toMatch(/\p{Script=Han}/u);
    expect(en).toMatch(/[a-z]/);
    expect(`${zh} ${en}`).not.toMatch(/[{}]|\b(?:undefined|null|NaN)\b/);
  }
}
