import { DomainError, malformed, malformedField, type PolicyPack, whatIs } from '#libs/enrollment';
import { InvalidFileError, readPack } from '#libs/policy';
import { type Fields, objectAt } from '../answers/request-fields.js';
import type { LedgerContext } from '../context.js';
import { resolveMoment } from '../coordinates/moment.js';
import { pinnedPack, readingsOf } from '../coordinates/resolve.js';
import { excerpt } from '../excerpt.js';
import { readChange } from '../policy-changes/change-stream.js';
import { checkRegion } from '../policy/check-region.js';
import type { RegionScope } from '../scope.js';
import type { ImpactPopulation } from './impact-answers.js';
import type { SettledSide } from './impact-stream.js';

/** Most members that one run may name. */
const MAX_MEMBERS = 10_000;
/** Longest number of a member, in characters. */
const MAX_MEMBER_LENGTH = 64;

/** Reads whom to compare; throws a DomainError with the place of the first fault, or `not-allowed`. */
export function readPopulation(input: unknown, context: LedgerContext, scope: RegionScope): ImpactPopulation {
  const at = '/population';
  const fields = objectAt(input, at, ['decisions', 'region', 'members', 'everyone']);
  const [name, ...others] = Object.keys(fields);
  const named = String(Object.keys(fields).length);
  if (name === undefined || others.length > 0)
    throw malformed(
      at,
      { zh: `${named} 项`, en: `${named} of them` },
      {
        zh: 'decisions、region、members、everyone 中恰好一项',
        en: 'exactly one of decisions, region, members, everyone',
      },
    );
  if (name === 'members') return { members: membersAt(fields['members'], `${at}/members`) };
  if (name !== 'region') {
    if (fields[name] !== true)
      throw malformed(`${at}/${name}`, whatIs(fields[name]), { zh: ' true', en: 'true' });
    return name === 'everyone' ? { everyone: true } : { decisions: true };
  }
  const { region } = fields;
  if (typeof region !== 'string')
    throw malformed(`${at}/region`, whatIs(region), { zh: '区划代码', en: 'a region code' });
  checkRegion(context, region, scope, `${at}/region`);
  return { region };
}

function membersAt(input: unknown, at: string): readonly string[] {
  const isList = Array.isArray(input) && input.length > 0 && input.length <= MAX_MEMBERS;
  const members: readonly unknown[] = isList ? input : [];
  if (!isList || !members.every(isMember))
    throw malformed(at, whatIs(input), {
      zh: ` 1 至 ${String(MAX_MEMBERS)} 个参保人编号的列表`,
      en: `a list of 1 to ${String(MAX_MEMBERS)} member numbers`,
    });
  return [...new Set(members as readonly string[])].sort();
}

function isMember(input: unknown): boolean {
  return typeof input === 'string' && input.length > 0 && input.length <= MAX_MEMBER_LENGTH;
}

/** Reads a side and settles it: one position, one pack at most, what-if choices. Left out it is the present. */
export async function readSide(input: unknown, at: string, context: LedgerContext): Promise<SettledSide> {
  const fields = objectAt(input ?? {}, at, ['knownAt', 'pack', 'readings', 'change']);
  const moment = await resolveMoment(context.store, textAt(fields, 'knownAt', at), `${at}/knownAt`);
  const readings = textAt(fields, 'readings', at);
  return {
    ...moment,
    pack: packAt(fields['pack'], `${at}/pack`, context, moment.position),
    readings: readings === undefined ? {} : readingsOf(readings, `${at}/readings`),
    change: await changeAt(textAt(fields, 'change', at), `${at}/change`, context),
  };
}

async function changeAt(
  id: string | undefined,
  at: string,
  { store }: LedgerContext,
): Promise<SettledSide['change']> {
  if (id === undefined) return null;
  const submitted = await readChange(store, id);
  if (submitted === undefined) throw malformed(at, whatIs(id), { zh: '规则变更编号', en: 'a policy change' });
  return { id, content: submitted.change };
}

function textAt(fields: Fields, name: string, at: string): string | undefined {
  const value = fields[name];
  if (value === undefined || typeof value === 'string') return value;
  throw malformed(`${at}/${name}`, whatIs(value), { zh: '文本', en: 'text' });
}

/** `"fujian@1"`, or `{draft: the text of a pack.yaml}`. */
function packAt(input: unknown, at: string, context: LedgerContext, position: number): SettledSide['pack'] {
  if (input === undefined) return null;
  if (typeof input === 'string')
    return { as: 'pinned', content: pinnedPack(context, input, { position, at }) };
  const { draft } = objectAt(input, at, ['draft']);
  if (typeof draft !== 'string')
    throw malformed(`${at}/draft`, whatIs(draft), { zh: ' pack.yaml 的文本', en: 'the text of a pack.yaml' });
  return { as: 'adopted', content: draftPack(context, draft, { position, at: `${at}/draft` }) };
}

/** A pack that is not adopted, read from its text; what it extends is the latest adopted version known at a position. */
export function draftPack(
  { policy }: LedgerContext,
  text: string,
  { position, at }: { readonly position: number; readonly at: string },
): PolicyPack {
  const adopted = policy.packs(position).map(({ value }) => value);
  const latest = [...adopted].sort((a, b) => (a.publishedOn < b.publishedOn ? -1 : 1));
  const pack = readAt(at, () =>
    readPack(text, 'pack.yaml', (id) => latest.findLast((each) => each.id === id)),
  );
  const { id, version } = pack;
  if (adopted.every((each) => each.id !== id || each.version !== version)) return pack;
  const seen = excerpt(version);
  throw malformed(
    at,
    { zh: `已采纳的版本 ${seen}`, en: `version ${seen}, which is adopted` },
    { zh: ` ${id} 尚未采纳的版本`, en: `a version of ${id} that is not adopted yet` },
  );
}

/** What a file of rules or cases gives; each of its problems is told with its line and column. */
export function readAt<T>(at: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof InvalidFileError)) throw error;
    const [first, ...others] = error.problems.map(({ line, column, path, seen, expected, remedy }) => {
      const place = `${at}:${String(line)}:${String(column)}${path === '' ? '' : ` ${path}`}`;
      const text = `${expected}; ${remedy.replace(/\.$/, '')}`;
      const fault = malformedField(place, { zh: seen, en: seen }, { zh: ` ${text}`, en: text });
      return { ...fault, pointer: at, facts: { ...fault.facts, line, column } };
    });
    if (first === undefined) throw error;
    throw new DomainError([first, ...others]);
  }
}
