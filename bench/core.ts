import { type CivilDate, derive, explain, type Fact, Trace } from '#libs/enrollment';
import { type Figure, type Spread, takingTurns } from './measure.js';
import { population, type Row } from './population.js';
import { benchBook, rebuilt } from './rebuild.js';

const ON = '2031-03-01' as CivilDate;
const MEMBERS = 4_000;
const EXPLAINED_MEMBERS = 200;

/** A derivation has become as quick as it gets after some twenty thousand of them. */
const ROUNDS = { units: MEMBERS, counted: 15, warmUp: 8 } as const;

/** Derivation and explanation of a member, as ratios to decoding the same events. */
export function coreFigures(): readonly Figure[] {
  const rows = population(MEMBERS);
  const members = rows.map(decode);
  const book = benchBook();
  let sink = 0;
  const deriveOne = (facts: readonly Fact[]): void => {
    // Ceilings are struck when they are asked for: here each of them is.
    sink += derive(facts, book, { throughYear: 2031 })?.ceilings.all().length ?? 0;
  };
  // Nothing is recorded here, as in bulk runs: the recorder comes after, and takes turns with a derivation of its own.
  const bulk = takingTurns(
    {
      decode: () => {
        for (const member of rows) sink += decode(member).length;
      },
      derive: () => {
        members.forEach(deriveOne);
      },
      rebuild: () => {
        sink += rebuilt(rows, book);
      },
    },
    ROUNDS,
  );
  const recorder = takingTurns(
    {
      without: () => {
        members.forEach(deriveOne);
      },
      with: () => {
        // With the recorder ceilings are struck to be recorded.
        for (const facts of members)
          sink += derive(facts, book, { throughYear: 2031, trace: new Trace() })?.enrolments.length ?? 0;
      },
    },
    ROUNDS,
  );
  const explained = members.slice(0, EXPLAINED_MEMBERS);
  const { explanation } = takingTurns(
    {
      explanation: () => {
        for (const facts of explained)
          sink += explain(facts, book, { on: ON, field: 'waiting' })?.steps.length ?? 0;
      },
    },
    { units: EXPLAINED_MEMBERS, counted: 5, warmUp: 1 },
  );
  if (sink === 0) throw new Error('The bench derived nothing.');
  return [
    {
      name: 'derivation of a member / decoding its 15 events',
      ratio: bulk.derive.middle / bulk.decode.middle,
      bound: { kind: 'at-most', value: 0.35 },
      detail: `${us(bulk.derive)} / ${us(bulk.decode)}`,
    },
    {
      name: 'derivation with the recorder / without',
      ratio: recorder.with.middle / recorder.without.middle,
      bound: { kind: 'at-most', value: 4 },
      detail: `${us(recorder.with)} / ${us(recorder.without)}`,
    },
    {
      name: 'rebuild of every standing from JSON rows / JSON.parse of the rows (rates)',
      ratio: bulk.decode.middle / bulk.rebuild.middle,
      bound: { kind: 'at-least', value: 0.6 },
      detail: `${us(bulk.rebuild)} / ${us(bulk.decode)} a member`,
    },
    {
      name: 'whole explanation, every citation tried / derivation',
      ratio: explanation.middle / recorder.without.middle,
      detail: `${us(explanation)} / ${us(recorder.without)}`,
    },
  ];
}

/** The middle of some rounds, and those a quarter and three quarters up. */
function us({ high, low, middle }: Spread): string {
  const [a, b, c] = [middle, low, high].map((ns) => (ns / 1000).toFixed(1));
  return `${a ?? ''} us (${b ?? ''}-${c ?? ''})`;
}

function decode(rows: readonly Row[]): Fact[] {
  return rows.map((row) => JSON.parse(row) as Fact);
}
