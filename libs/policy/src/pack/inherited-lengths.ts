import type { ParameterName, PolicyPack } from '#libs/enrollment';
import { report } from '../yaml/cursor.js';
import type { PackDraft } from './pack-draft.js';

/** The lengths that are counted in `wait.unit`. */
const LENGTHS = [
  'wait.fixed',
  'wait.variablePerYear',
  'wait.floor',
  'repair.perYear',
] as const satisfies readonly ParameterName[];

/** Reports every length that a draft inherits in one unit while it states another: three months are not three days. */
export function reportInheritedLengths({ parameters }: PackDraft, parent: PolicyPack | null): void {
  const inherited = parent?.parameters['wait.unit'].map(({ value }) => value) ?? [];
  const changed = parameters
    .get('wait.unit')
    ?.find(({ value }) => value !== undefined && inherited.some((unit) => unit !== value));
  if (changed === undefined) return;
  const unit = String(changed.value);
  for (const name of LENGTHS) {
    const entries = parameters.get(name);
    if (entries?.every(({ value }) => value !== undefined) === true) continue;
    report(changed.at, {
      seen: `wait.unit: ${unit}, and ${name} inherited in ${inherited.join(', ')}`,
      expected: `a value of ${name} in ${unit}`,
      remedy: `State ${name}.`,
    });
  }
}
