import { type CivilDate, derive, explain, type Fact, Trace } from '#libs/enrollment';
import { type Figure, medianNsPer } from './measure.js';
import { population, type Row } from './population.js';
import { benchBook, rebuilt } from './rebuild.js';

const ON = '2031-03-01' as CivilDate;
const MEMBERS = 4_000;
const EXPLAINED_MEMBERS = 200;

/** Derivation and explanation of a member, as ratios to decoding the same events. */
export function coreFigures(): readonly Figure[] {
  const rows = population(MEMBERS);
  const members = rows.map(decode);
  const book = benchBook();
  let sink = 0;
  const decodeNs = medianNsPer(MEMBERS, () => {
    for (const member of rows) sink += decode(member).length;
  });
  const deriveNs = medianNsPer(MEMBERS, () => {
    // Ceilings are struck when they are asked for: here each of them is.
    for (const facts of members)
      sink += derive(facts, book, { throughYear: 2031 })?.ceilings.all().length ?? 0;
  });
  const tracedNs = medianNsPer(MEMBERS, () => {
    // With the recorder they are struck to be recorded.
    for (const facts of members)
      sink += derive(facts, book, { throughYear: 2031, trace: new Trace() })?.enrolments.length ?? 0;
  });
  const rebuildNs = medianNsPer(MEMBERS, () => {
    sink += rebuilt(rows, book);
  });
  const explainNs = medianNsPer(EXPLAINED_MEMBERS, () => {
    for (const facts of members.slice(0, EXPLAINED_MEMBERS)) {
      sink += explain(facts, book, { on: ON, field: 'waiting' })?.steps.length ?? 0;
    }
  });
  if (sink === 0) throw new Error('The bench derived nothing.');
  const us = (ns: number): string => `${(ns / 1000).toFixed(1)} us`;
  return [
    {
      name: 'derivation of a member / decoding its 15 events',
      ratio: deriveNs / decodeNs,
      bound: { kind: 'at-most', value: 0.35 },
      detail: `${us(deriveNs)} / ${us(decodeNs)}`,
    },
    {
      name: 'derivation with the recorder / without',
      ratio: tracedNs / deriveNs,
      bound: { kind: 'at-most', value: 4 },
      detail: `${us(tracedNs)} / ${us(deriveNs)}`,
    },
    {
      name: 'rebuild of every standing from JSON rows / JSON.parse of the rows (rates)',
      ratio: decodeNs / rebuildNs,
      bound: { kind: 'at-least', value: 0.6 },
      detail: `${us(rebuildNs)} / ${us(decodeNs)} a member`,
    },
    {
      name: 'whole explanation, every citation tried / derivation',
      ratio: explainNs / deriveNs,
      detail: `${us(explainNs)} / ${us(deriveNs)}`,
    },
  ];
}

function decode(rows: readonly Row[]): Fact[] {
  return rows.map((row) => JSON.parse(row) as Fact);
}
