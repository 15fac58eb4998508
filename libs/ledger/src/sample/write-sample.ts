import type { PolicyPack } from '#libs/enrollment';
import { toInstant } from '#libs/event-store';
import type { LedgerContext } from '../context.js';
import { recordFact } from '../facts/record-fact.js';
import { adoptPacks } from '../policy/adopt-packs.js';
import { importRegions } from '../policy/import-regions.js';
import { everyRegion } from '../scope.js';
import { loadSample, type Sample, type SampleFact } from './sample-files.js';

const author = { actor: 'sample', correlationId: 'sample-ledger' } as const;

/** A step of the script, and the moment at which the ledger of the story took it. */
interface Step {
  readonly at: string;
  readonly take: () => Promise<unknown>;
}

/**
 * Fills a new sample ledger: the packs on their days of publication, the sample regions, then the facts as they came
 * in over the years. Every step may be taken again, so a script that was cut off is taken from the beginning; once its
 * last moment has passed, the ledger is somebody's own and is left alone.
 */
export async function writeSample(context: LedgerContext): Promise<void> {
  const { store, shipped } = context;
  if (store.ledger.kind !== 'sample') throw new Error('Only a sample ledger is filled with sample data.');
  for await (const { metadata } of store.readAll({ after: 0, limit: 1 })) {
    // A generated population is a sample ledger too, and another story.
    if (metadata.actor !== author.actor) return;
  }
  const steps = stepsOf(context, loadSample(shipped.map(({ id }) => id)));
  const head = await store.recordedAtOf(await store.head());
  const last = steps.at(-1);
  if (last === undefined || (head !== undefined && head >= last.at)) return;
  for (const step of steps) await step.take();
}

function stepsOf(context: LedgerContext, { regionsAt, regions, facts }: Sample): readonly Step[] {
  const recordedAt = (index: number): string => toInstant(Date.parse(regionsAt) + index);
  const steps: Step[] = [
    { at: regionsAt, take: () => importRegions(context, regions, author, recordedAt) },
    ...context.shipped.map((pack) => adoption(context, pack)),
    ...facts.map((fact) => ({ at: fact.recordedAt, take: () => record(context, fact) })),
  ];
  return steps.sort((a, b) => (a.at < b.at ? -1 : 1));
}

/** A pack is adopted on its day of publication, at ten in the morning. */
function adoption(context: LedgerContext, pack: PolicyPack): Step {
  const at = new Date(`${pack.publishedOn}T10:00:00.000+08:00`).toISOString();
  return { at, take: () => adoptPacks(context, [pack], author, at) };
}

function record(context: LedgerContext, { recordedAt, member, source, body }: SampleFact): Promise<unknown> {
  return recordFact(context, { member, body, source, ...author, scope: everyRegion }, recordedAt);
}
