import {
  type Clause,
  type Confidence,
  type DatedValue,
  formatYuan,
  type ParameterName,
  type PolicyPack,
  type ReadingId,
  READING_IDS,
} from '#libs/enrollment';
import type { HeadNotes } from './pack-head.js';
import { type LoadedPack, packLibrary } from './pack-library.js';
import { PARAMETER_NAMES } from './parameter-values.js';

/** A pack in a list. */
export type PackSummary = Omit<PolicyPack, 'parameters' | 'readings'> & {
  readonly file: string;
  readonly statedParameters: number;
  readonly statedReadings: number;
};

/** A dated value of a parameter, shown. */
export interface ShownParameter extends DatedValue<unknown> {
  readonly name: ParameterName;
  /** The key in the file. */
  readonly key: string;
  /** The value as one line, amounts in yuan. */
  readonly text: string;
  readonly origin: 'own' | 'inherited';
}

/** A reading, shown. */
export interface ShownReading {
  readonly id: ReadingId;
  readonly choice: unknown;
  /** The choice as one line. */
  readonly text: string;
  readonly clause: Clause;
  readonly evidence: string;
  readonly confidence: Confidence;
  readonly origin: 'own' | 'inherited';
}

/** Everything that a pack says, each value with where it comes from. */
export interface ShownPack {
  readonly summary: PackSummary;
  readonly notes: HeadNotes;
  readonly parameters: readonly ShownParameter[];
  readonly readings: readonly ShownReading[];
}

/** The packs of a directory. */
export function listPacks(directory?: string): readonly PackSummary[] {
  return packLibrary(directory).all().map(summaryOf);
}

/** Every parameter and reading of a pack. */
export function showPack(loaded: LoadedPack): ShownPack {
  const { pack, notes, ownParameters, ownReadings } = loaded;
  const parameters = PARAMETER_NAMES.flatMap((name) =>
    pack.parameters[name].map((dated): ShownParameter => {
      const origin = ownParameters.includes(name) ? 'own' : 'inherited';
      return { name, key: name, ...dated, text: shown(name, dated.value), origin };
    }),
  );
  const readings = READING_IDS.map((id): ShownReading => {
    const origin = ownReadings.includes(id) ? 'own' : 'inherited';
    return { id, ...pack.readings[id], text: shown(id, pack.readings[id].choice), origin };
  });
  return { summary: summaryOf(loaded), notes, parameters, readings };
}

/** A loaded pack in a list. */
export function summaryOf({ pack, file, ownParameters, ownReadings }: LoadedPack): PackSummary {
  const { parameters: _parameters, readings: _readings, ...head } = pack;
  return { ...head, file, statedParameters: ownParameters.length, statedReadings: ownReadings.length };
}

/** A value on one line: words as they are, amounts in yuan, lists and mappings in brackets. */
function shown(key: string, value: unknown): string {
  if (value === null) return 'none';
  if (typeof value === 'string') return value;
  if (typeof value === 'number' && key.endsWith('Fen')) return `${formatYuan(value)} yuan`;
  if (Array.isArray(value)) return `[${value.map((item) => shown('', item)).join(', ')}]`;
  if (typeof value !== 'object') return JSON.stringify(value);
  const fields = Object.entries(value).map(
    ([name, field]) => `${name.replace(/Fen$/, '')}: ${shown(name, field)}`,
  );
  return `{ ${fields.join(', ')} }`;
}
