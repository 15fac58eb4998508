import {
  type DatedValue,
  type ParameterName,
  type PolicyPack,
  READING_IDS,
  type ReadingId,
  READINGS,
} from '#libs/enrollment';

type Dated = DatedValue<unknown>;
type Values = Readonly<Record<string, readonly Dated[]>>;
type Fields = Readonly<Record<string, unknown>>;

/** The parameters that had another name, by that name. */
const RENAMED: Readonly<Record<string, ParameterName>> = {
  'wait.fixedMonths': 'wait.fixed',
  'wait.variableMonthsPerYear': 'wait.variablePerYear',
  'wait.floorMonths': 'wait.floor',
  'repair.monthsPerYear': 'repair.perYear',
  'continuous.amountFen': 'continuous.credit',
  'zeroClaim.amountFen': 'zeroClaim.credit',
  'penalty.amountFen': 'penalty.perBreakYear',
};

/** What the program itself said before it became a parameter, and the parameter whose clauses speak of it. */
const ADDED: readonly {
  readonly name: ParameterName;
  readonly value: unknown;
  readonly of: ParameterName;
}[] = [
  { name: 'cover.extendedFrom', value: 'payment', of: 'windows' },
  { name: 'cover.lateFrom', value: 'payment', of: 'windows' },
  { name: 'wait.unit', value: 'months', of: 'wait.fixed' },
  { name: 'ceiling.unlimitedFor', value: [], of: 'ceiling.mustBeSet' },
];

/** How a value of a parameter is completed to the shape of today. */
const COMPLETED: Partial<Readonly<Record<ParameterName, (value: unknown) => unknown>>> = {
  windows: (rows) => (rows as readonly Fields[]).map((row) => ({ ...NEW_IN_WINDOWS, ...row })),
  newborn: (rule) => ({ tiers: [], ...(rule as Fields) }),
  'continuous.credit': amount,
  'zeroClaim.credit': amount,
  'penalty.perBreakYear': amount,
  'penalty.limit': amount,
  'raise.limit': amount,
};

/** How a value that no adopted pack stated is marked. */
const unstated = {
  from: null,
  until: null,
  evidence: 'assumed',
  note: 'A rule of the program itself when this version was adopted.',
} as const;

const NEW_IN_WINDOWS = { extendedCountsAs: 'extended', lateUntil: 'same-12-31' } as const;

/**
 * A pack in the shape of today, from any shape in which one was ever adopted: the same rules, and the digest of what is
 * stored. One of today's shape stays as it is.
 */
export function upcastPack(stored: PolicyPack): PolicyPack {
  const old: Values = stored.parameters;
  const asked = READING_IDS.filter((id) => !(id in stored.readings));
  if (ADDED.every(({ name }) => name in old) && asked.length === 0) return stored;
  const named: Values = Object.fromEntries(
    Object.entries(old).map(([name, values]) => [RENAMED[name] ?? name, values]),
  );
  const added = ADDED.filter(({ name }) => !(name in named)).map(({ name, value, of }) => {
    const cited = named[of]?.slice(0, 1) ?? [];
    return [name, cited.map((each): Dated => ({ ...each, ...unstated, value }))];
  });
  const parameters = Object.fromEntries([
    ...Object.entries(named).map(([name, values]) => [name, values.map((each) => completed(name, each))]),
    ...added,
  ]) as PolicyPack['parameters'];
  return { ...stored, parameters, readings: { ...stored.readings, ...unasked(asked, stored) } };
}

/** The readings that were registered after a pack was adopted: it answers with the usual choice, as the program then did. */
function unasked(ids: readonly ReadingId[], { readings }: PolicyPack): Partial<PolicyPack['readings']> {
  // The one that every text answers first stands for the text.
  const { clause } = readings.R1;
  const evidence = 'The question was registered after this version was adopted.';
  return Object.fromEntries(
    ids.map((id) => [id, { choice: READINGS[id].choices[0], clause, evidence, confidence: 'low' }]),
  );
}

function completed(name: string, dated: Dated): Dated {
  const complete = COMPLETED[name as ParameterName];
  return complete === undefined ? dated : { ...dated, value: complete(dated.value) };
}

/** A credit, a penalty or a limit: fen alone, or a share that had no cap of its own. */
function amount(value: unknown): unknown {
  if (typeof value === 'number') return { amountFen: value };
  const share = value as Fields;
  return 'percentOfBase' in share ? { atMostFen: null, ...share } : share;
}
