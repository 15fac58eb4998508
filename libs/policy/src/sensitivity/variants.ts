import {
  addMonths,
  type CivilDate,
  type Clause,
  nextDay,
  type ParameterName,
  type PolicyPack,
  previousDay,
  READING_IDS,
  type ReadingId,
} from '#libs/enrollment';
import { packDigest } from '../pack/merge.js';
import { PARAMETER_NAMES } from '../pack/parameter-values.js';
import { datedChanges } from './dated-changes.js';
import { otherChoices } from './other-choices.js';
import { type Donors, donorsOf } from './spot.js';
import { writtenText } from './written-value.js';

/** A day of the head of a pack. */
type HeadDay = 'publishedOn' | 'effectiveFrom' | 'inForceUntil';

/** A pack that differs from another in one place. */
export interface Variant {
  /** The parameter, the reading, or the key of the head that was changed. */
  readonly name: ParameterName | ReadingId | HeadDay;
  /** The place as in a file: `windows[1].closes`, `raise.limit.percentOfBase`, `R7`; with `@day` where values are dated. */
  readonly place: string;
  /** What was there; null: nothing, and something was added. */
  readonly from: string | null;
  /** What is there instead; null: it was taken out. */
  readonly to: string | null;
  /** The clause of the value that was changed. */
  readonly clause: Pick<Clause, 'document' | 'at'>;
  readonly pack: PolicyPack;
}

/** What is tried as the end of a text that has none: so many months after its publication. */
const USUAL_FORCE_MONTHS = 5 * 12;

/**
 * Every variant of a complete pack: its parameters with their dates, its readings, the days of its head. The rest of its head
 * decides no standing. Where the pack has nothing, what `others` have there is tried.
 */
export function variantsOf(pack: PolicyPack, others: readonly PolicyPack[]): readonly Variant[] {
  const donors = donorsOf([pack, ...others].flatMap(valuesOf));
  return [
    ...PARAMETER_NAMES.flatMap((name) => parameterVariants(pack, name, donors)),
    ...READING_IDS.flatMap((id) => readingVariants(pack, id)),
    ...(['publishedOn', 'effectiveFrom'] as const).flatMap((name) => headVariants(pack, name)),
    ...endVariants(pack),
  ];
}

function valuesOf({ parameters }: PolicyPack): readonly (readonly [name: string, value: unknown])[] {
  return PARAMETER_NAMES.flatMap((name) => parameters[name].map(({ value }) => [name, value] as const));
}

function parameterVariants(pack: PolicyPack, name: ParameterName, donors: Donors): readonly Variant[] {
  return datedChanges(name, pack.parameters[name], donors).map(({ dated, ...where }): Variant => {
    return { ...where, name, pack: sealed({ ...pack, parameters: { ...pack.parameters, [name]: dated } }) };
  });
}

function readingVariants(pack: PolicyPack, id: ReadingId): readonly Variant[] {
  const entry = pack.readings[id];
  return otherChoices(id, entry.choice).map((choice): Variant => {
    const [from, to] = [writtenText(id, entry.choice), writtenText(id, choice)];
    const readings = { ...pack.readings, [id]: { ...entry, choice } };
    return { name: id, place: id, from, to, clause: entry.clause, pack: sealed({ ...pack, readings }) };
  });
}

/** The day on which the force of the text ends: a day earlier, a day later, never; or some day where there is none. */
function endVariants(pack: PolicyPack): readonly Variant[] {
  const { inForceUntil, publishedOn, effectiveFrom } = pack;
  const ends: readonly (CivilDate | null)[] =
    inForceUntil === null
      ? [addMonths(publishedOn, USUAL_FORCE_MONTHS)]
      : [previousDay(inForceUntil), nextDay(inForceUntil), null];
  return dayVariants(
    pack,
    'inForceUntil',
    ends.filter((end) => end === null || end > effectiveFrom),
  );
}

/** The day of publication, on which a pack becomes known, or the one from which it holds: a day earlier, a day later. */
function headVariants(pack: PolicyPack, name: 'publishedOn' | 'effectiveFrom'): readonly Variant[] {
  return dayVariants(pack, name, [previousDay(pack[name]), nextDay(pack[name])]);
}

function dayVariants(
  pack: PolicyPack,
  name: HeadDay,
  days: readonly (CivilDate | null)[],
): readonly Variant[] {
  const clause = { document: pack.document, at: '' };
  const from = writtenText('', pack[name]);
  return days.map((day): Variant => {
    return {
      name,
      place: name,
      from,
      to: writtenText('', day),
      clause,
      pack: sealed({ ...pack, [name]: day }),
    };
  });
}

/** The pack with a digest of its own: by its digest a case tells packs apart. */
function sealed({ digest: _digest, ...content }: PolicyPack): PolicyPack {
  return { ...content, digest: packDigest(content) };
}
