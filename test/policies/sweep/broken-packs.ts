import type { DatedValue, ParameterName, Parameters, PolicyPack } from '#libs/enrollment';
import { civilDate } from '#libs/enrollment';

/** A pack with a fault that its file could not have: the reader refuses gaps and overlaps, this puts them in afterwards. */
export interface BrokenPack {
  readonly name: string;
  readonly versions: readonly PolicyPack[];
  /** What the sweep says of it, on the first day on which it matters. */
  readonly found: string;
}

/** Variants of a pack on whose days nothing or two things answer. */
export function brokenPacks(pack: PolicyPack): readonly BrokenPack[] {
  const rows = pack.parameters.windows[0]?.value ?? [];
  const windows = (untilYear: number, fromYear: number): PolicyPack =>
    changed(
      pack,
      'windows',
      rows.flatMap((row) => [
        { ...row, untilYear },
        { ...row, fromYear },
      ]),
    );
  return [
    {
      name: 'a hole in its windows',
      versions: [windows(2028, 2029)],
      found:
        '2027-01-01 and 730 more: nothing answers: expected one window row for coverage year 2028, found 0',
    },
    {
      name: 'two windows for one year',
      versions: [windows(2029, 2028)],
      found:
        '2027-01-01 and 730 more: nothing answers: expected one window row for coverage year 2028, found 2',
    },
    {
      name: 'a day without a value',
      versions: [dated(pack, 'wait.fixed', '2030-02-28', '2030-03-01')],
      found: '2030-02-28: nothing answers: expected one value of wait.fixed on 2030-02-28, found 0',
    },
    {
      name: 'a day with two values',
      versions: [dated(pack, 'wait.fixed', '2030-03-01', '2030-02-28')],
      found: '2030-02-28: nothing answers: expected one value of wait.fixed on 2030-02-28, found 2',
    },
    {
      name: 'two versions published on one day',
      versions: [pack, { ...pack, version: '2', effectiveFrom: civilDate('2036-12-31') }],
      found: `2036-12-31: nothing answers: expected one version of ${pack.id} on 2036-12-31, found 2`,
    },
  ];
}

/** The pack with one value of a parameter, in force always. */
export function changed<P extends ParameterName>(
  pack: PolicyPack,
  name: P,
  value: Parameters[P],
): PolicyPack {
  const [entry] = pack.parameters[name] as readonly DatedValue<Parameters[P]>[];
  return {
    ...pack,
    parameters: { ...pack.parameters, [name]: [{ ...entry, value, from: null, until: null }] },
  };
}

/** The pack with the value of a parameter twice: until a day (exclusive), and from another on. */
function dated(pack: PolicyPack, name: ParameterName, until: string, from: string): PolicyPack {
  const [entry] = pack.parameters[name];
  const values = [
    { ...entry, from: null, until: civilDate(until) },
    { ...entry, from: civilDate(from), until: null },
  ];
  return { ...pack, parameters: { ...pack.parameters, [name]: values } };
}
