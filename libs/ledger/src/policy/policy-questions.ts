import type { PolicyPack } from '#libs/enrollment';
import { type ReadingInPacks, readingsInPacks } from '#libs/policy';
import { chinaTime } from '../china-time.js';
import type { LedgerContext } from '../context.js';
import { plainCoordinates } from '../coordinates/resolve.js';
import type { Coordinates } from '../coordinates/question.js';
import { LedgerError } from '../errors.js';
import { excerpt } from '../excerpt.js';
import { includesRegion } from '../scope.js';
import type { PolicyUseCases } from '../ledger.js';
import type {
  AdoptedPackSummary,
  ReadingChoiceAnswer,
  RegionAnswer,
  SignedReadingInPacks,
} from './policy-answers.js';
import type { RegionConfigured, SignedReading } from './policy-events.js';
import type { At } from './policy-log.js';

/** The reading side of the policy streams. */
export function policyQuestions(context: LedgerContext): Omit<PolicyUseCases, 'importRegions'> {
  const { policy } = context;
  const open = async (knownAt: string | undefined): Promise<Coordinates> => {
    const coordinates = await plainCoordinates(context, { knownAt });
    await policy.refresh();
    return coordinates;
  };
  return {
    async packs(knownAt) {
      const coordinates = await open(knownAt);
      return { items: policy.packs(coordinates.position).map(packSummary), coordinates };
    },
    async pack({ id, version }, knownAt) {
      const coordinates = await open(knownAt);
      const found = policy
        .packs(coordinates.position)
        .find(({ value }) => value.id === id && value.version === version);
      if (found === undefined) throw notFound(`${id}@${version}`);
      const { parameters, readings } = found.value;
      return { ...packSummary(found), parameters, readings, coordinates };
    },
    async readings(knownAt) {
      const coordinates = await open(knownAt);
      const { position } = coordinates;
      const packs = policy.packs(position).map(({ value }) => value);
      const chosen = policy.readings(position).map(({ value }) => value);
      return { items: readingsInPacks(packs).map((reading) => signed(reading, chosen)), coordinates };
    },
    async regions(knownAt) {
      const coordinates = await open(knownAt);
      const regions = [...policy.regions(coordinates.position).values()].map(regionAnswer);
      return { items: regions.sort((a, b) => (a.code < b.code ? -1 : 1)), coordinates };
    },
    async region(code, knownAt) {
      const coordinates = await open(knownAt);
      const found = policy.regions(coordinates.position).get(code);
      if (found === undefined) throw notFound(code);
      return { ...regionAnswer(found), coordinates };
    },
    async log({ scope, knownAt }) {
      const coordinates = await open(knownAt);
      await context.watermarks.refresh();
      const { position } = coordinates;
      const watermarks = context.watermarks
        .upTo(position)
        .filter(({ region }) => includesRegion(scope, region));
      const declared = watermarks.flatMap((each) => context.watermarks.eventAt(each.position) ?? []);
      const events = [...policy.eventsUpTo(position), ...declared];
      return {
        regions: policy.configurations(position).map(regionAnswer),
        readings: policy.readings(position).map(choiceAnswer),
        watermarks,
        events: events.sort((a, b) => a.position - b.position),
        coordinates,
      };
    },
  };
}

function packSummary({ value, position, recordedAt }: At<PolicyPack>): AdoptedPackSummary {
  const { parameters: _parameters, readings: _readings, ...summary } = value;
  return { ...summary, adoptedAt: chinaTime(recordedAt), position };
}

function choiceAnswer({ value, position, recordedAt }: At<SignedReading>): ReadingChoiceAnswer {
  return { ...value, chosenAt: chinaTime(recordedAt), position };
}

function signed(
  { packs, ...reading }: ReadingInPacks,
  chosen: readonly SignedReading[],
): SignedReadingInPacks {
  const signerOf = (pack: string): string | null =>
    chosen.findLast(
      (each) =>
        each.reading === reading.id &&
        each.versions.some(({ version }) => `${each.pack}@${version}` === pack),
    )?.signer ?? null;
  return { ...reading, packs: packs.map((choice) => ({ ...choice, signer: signerOf(choice.pack) })) };
}

function regionAnswer({ value, position, recordedAt }: At<RegionConfigured>): RegionAnswer {
  const { region: code, pack, baseCeilingFen, premiumFen, sample } = value;
  return {
    code,
    pack,
    baseCeilingFen,
    premiumFen,
    sample,
    configuredAt: chinaTime(recordedAt),
    position,
  };
}

function notFound(seen: string): LedgerError {
  return new LedgerError('not-found', { seen: excerpt(seen) });
}
