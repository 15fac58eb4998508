import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { loadRegions, parseInstant, type RegionEntry } from '#libs/policy';
import type { SourceDocument } from '../facts/record-fact-command.js';

/** A fact of the sample ledger, with the moment at which it is recorded there. */
export interface SampleFact {
  /** In UTC, with milliseconds. */
  readonly recordedAt: string;
  readonly member: string;
  readonly source: SourceDocument;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What a new sample ledger is filled with, beside the shipped packs. */
export interface Sample {
  /** When the regions are configured, in UTC. */
  readonly regionsAt: string;
  readonly regions: readonly RegionEntry[];
  readonly facts: readonly SampleFact[];
}

/** Reads the sample data that come with the product. */
export function loadSample(policies: readonly string[], folder: string = samplesFolder()): Sample {
  const regions = loadRegions(join(folder, 'regions.yaml'), policies);
  const file = join(folder, 'ledger.yaml');
  const content = parse(readFileSync(file, 'utf8')) as {
    readonly regionsConfiguredAt: string;
    readonly facts: readonly (Readonly<Record<string, unknown>> & { readonly source: SourceDocument })[];
  };
  const facts = content.facts.map(({ recordedAt, member, source, ...body }): SampleFact => ({
    recordedAt: instantOf(String(recordedAt), file),
    member: String(member),
    source,
    body: inFen(body),
  }));
  return { regionsAt: instantOf(content.regionsConfiguredAt, file), regions, facts };
}

/** The sample regions that come with the product. */
export function sampleRegions(policies: readonly string[]): readonly RegionEntry[] {
  return loadRegions(join(samplesFolder(), 'regions.yaml'), policies);
}

/** The folder of the samples, beside `libs` or `dist` in the package. */
function samplesFolder(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, 'samples', 'ledger.yaml'))) {
    const parent = dirname(folder);
    if (parent === folder)
      throw new Error('The folder `samples` of the package is missing: install it again.');
    folder = parent;
  }
  return join(folder, 'samples');
}

function instantOf(written: string, file: string): string {
  const instant = parseInstant(written);
  if (instant === null) throw new Error(`${file}: expected an instant with its offset, got "${written}".`);
  return instant;
}

/** In a YAML file money is in yuan; facts carry fen. */
function inFen(body: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) =>
      name.endsWith('Yuan') ? [name.replace(/Yuan$/, 'Fen'), Math.round(Number(value) * 100)] : [name, value],
    ),
  );
}
