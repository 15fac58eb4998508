import type { FactType } from '../events.js';
import type { ParameterName } from '../parameters.js';
import type { Clause } from '../policy-pack.js';
import type { ReadingId } from '../readings.js';
import type { Rules } from '../rules.js';

/** Units of a step's value. */
export type Unit =
  'months' | 'years' | 'fen' | 'day' | 'days' | 'year-list' | 'class' | 'scheme' | 'flag' | 'percent';

/** A value of a step; null where it is unknown or there is none. */
export type StepValue = string | number | boolean | null | readonly number[];

/** A fact that a step rests on by its absence. */
export interface Absence {
  readonly type: FactType;
  readonly coverageYear?: number;
}

/** One step of a derivation as the rules record it. */
export interface StepInput {
  readonly rule: string;
  readonly value: StepValue;
  readonly unit: Unit;
  readonly formula?: string;
  readonly inputs?: readonly string[];
  readonly readingIds?: readonly ReadingId[];
  readonly eventIds?: readonly string[];
  /** Sets of facts of which any one alone would suffice. */
  readonly anyOf?: readonly (readonly string[])[];
  readonly absent?: readonly Absence[];
  readonly rules: Rules;
  /** The parameter or the reading whose clause carries the rule. */
  readonly clauseOf: ParameterName | ReadingId;
}

/** A step as it stands in an explanation. */
export interface Step {
  readonly id: string;
  readonly rule: string;
  readonly value: StepValue;
  readonly unit: Unit;
  readonly formula: string | null;
  readonly inputs: readonly string[];
  readonly readingIds: readonly ReadingId[];
  readonly eventIds: readonly string[];
  readonly anyOf: readonly (readonly string[])[];
  readonly absent: readonly Absence[];
  readonly clause: Clause;
  readonly packDigest: string;
}

/** A rule that was tried and did not apply: what it needed and what was seen instead (null: nothing). */
export interface NotApplied {
  readonly rule: string;
  readonly needed: string;
  readonly seen: string | null;
}

/**
 * Records how a derivation reached its values. The rules call it beside every value they compute, with what makes the
 * record: it is made only when it is read, from values that no longer change. Where the recorder is absent, as in bulk
 * runs, nothing is recorded and nothing else changes.
 */
export class Trace {
  private readonly steps = new Map<string, () => StepInput>();
  private readonly tried = new Map<string, (() => NotApplied)[]>();

  /** Records a step; a later step of the same id replaces an earlier one. */
  step(id: string, made: () => StepInput): void {
    this.steps.set(id, made);
  }

  /** Records, for a step, a rule that was tried in vain. */
  notApplied(stepId: string, made: () => NotApplied): void {
    const list = this.tried.get(stepId);
    if (list === undefined) this.tried.set(stepId, [made]);
    else list.push(made);
  }

  /** The rules by which a step was made; undefined for one that was never recorded. */
  rulesOf(stepId: string): Rules | undefined {
    return this.steps.get(stepId)?.().rules;
  }

  /** The step of an id and everything it rests on, inputs first. Ids that were never recorded are left out. */
  upTo(resultIds: readonly string[]): { steps: readonly Step[]; notApplied: readonly NotApplied[] } {
    const ordered = new Map<string, Step>();
    const visit = (id: string): void => {
      const made = this.steps.get(id);
      if (made === undefined || ordered.has(id)) return;
      const step = stepOf(id, made());
      for (const input of step.inputs) visit(input);
      ordered.set(id, step);
    };
    for (const id of resultIds) visit(id);
    const steps = [...ordered.values()].map((step) => ({
      ...step,
      inputs: step.inputs.filter((input) => ordered.has(input)),
    }));
    const notApplied = steps.flatMap((step) => (this.tried.get(step.id) ?? []).map((made) => made()));
    return { steps, notApplied };
  }
}

function stepOf(id: string, input: StepInput): Step {
  return {
    id,
    rule: input.rule,
    value: input.value,
    unit: input.unit,
    formula: input.formula ?? null,
    inputs: input.inputs ?? [],
    readingIds: input.readingIds ?? [],
    eventIds: input.eventIds ?? [],
    anyOf: input.anyOf ?? [],
    absent: input.absent ?? [],
    clause: clauseOf(input.rules, input.clauseOf),
    packDigest: input.rules.pack.digest,
  };
}

function clauseOf({ clauses, pack }: Rules, name: ParameterName | ReadingId): Clause {
  return name in pack.readings ? pack.readings[name as ReadingId].clause : clauses[name as ParameterName];
}
