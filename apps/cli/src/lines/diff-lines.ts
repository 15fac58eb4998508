import type { Axis, ComparedField } from '#libs/enrollment';
import {
  type BisectionAnswer,
  COMPARED_WORDS,
  type ComparedSide,
  type DiffAnswer,
  type DiffCause,
  type DiffFact,
  FACT_WORDS,
  type FlipAnswer,
  type FlipEvent,
  POLICY_EVENT_WORDS,
} from '#libs/ledger';
import type { Say } from '../language.js';
import { coordinatesLine } from '../output/coordinates.js';
import { tableLines } from '../output/table.js';
import type { Shell } from '../shell.js';
import { comparedText } from './compared-value.js';

const AXIS_WORDS: Readonly<Record<Axis, { readonly zh: string; readonly en: string }>> = {
  knownAt: { zh: '知悉', en: 'known' },
  on: { zh: '业务日', en: 'day' },
  pack: { zh: '规则', en: 'pack' },
  readings: { zh: '解读', en: 'reading' },
};

/** A diff for people: what changed with its cause, how much did not, the facts that one side does not know. */
export function diffLines(answer: DiffAnswer, { say }: Shell): readonly string[] {
  const { a, b, changes, unchanged, facts, factsOmitted } = answer;
  const titles = [say({ zh: '项目', en: 'field' }), 'A', 'B', say({ zh: '原因', en: 'cause' })];
  const rows = changes.map(({ field, before, after, cause }) => [
    say(COMPARED_WORDS[field]),
    comparedText(field, before, say),
    comparedText(field, after, say),
    causeText(field, cause, say),
  ]);
  const table = tableLines(
    titles.map((title) => ({ title })),
    rows,
  );
  return [
    `A: ${sideText(a, say)}`,
    `B: ${sideText(b, say)}`,
    ...(rows.length === 0 ? [say({ zh: '没有不同。', en: 'Nothing differs.' })] : table),
    say({ zh: `相同: ${unchanged.length} 项`, en: `the same: ${unchanged.length} fields` }),
    ...facts.map((fact) => factLine(fact, say)),
    ...(factsOmitted === 0
      ? []
      : [say({ zh: `另有 ${factsOmitted} 件事实未列出`, en: `${factsOmitted} more facts are not listed` })]),
  ];
}

/** A bisection for people: the old value, what flipped it, the new one. */
export function bisectionLines(answer: BisectionAnswer, { say }: Shell): readonly string[] {
  const { field, old, new: young, flip } = answer;
  const head = [
    `${say({ zh: '旧', en: 'old' })}: ${comparedText(field, old.value, say)}   (${sideText(old, say)})`,
    `${say({ zh: '新', en: 'new' })}: ${comparedText(field, young.value, say)}   (${sideText(young, say)})`,
  ];
  if (flip === null)
    return [
      ...head,
      say({
        zh: `${COMPARED_WORDS[field].zh}在两方相同, 没有翻转。`,
        en: `The ${COMPARED_WORDS[field].en} is the same on both sides: nothing flipped it.`,
      }),
    ];
  const [before, after] = [flip.oldValue, flip.newValue].map((value) => comparedText(field, value, say));
  return [...head, `-> ${flipText(flip, say)}`, `   ${before ?? ''} -> ${after ?? ''}`];
}

function sideText({ hypothetical, pack, readings, coordinates }: ComparedSide, say: Say): string {
  const asked = [
    ...(pack === null ? [] : [pack]),
    ...Object.entries(readings).map(([id, choice]) => `${id}=${choiceText(choice)}`),
  ];
  const whatIf = hypothetical ? [say({ zh: '假设', en: 'what if' })] : [];
  return [coordinatesLine(coordinates), ...asked, ...whatIf].join(' | ');
}

function causeText(field: ComparedField, cause: DiffCause, say: Say): string {
  if (cause.axis !== 'interaction') return flipText(cause.flip, say);
  const axes = cause.axes.map((axis) => say(AXIS_WORDS[axis])).join(' + ');
  if (cause.kind === 'either')
    return say({ zh: `交互, 任一即可: ${axes}`, en: `interaction, either alone: ${axes}` });
  const path = cause.path.map(
    ({ axis, value }) => `${say(AXIS_WORDS[axis])}: ${comparedText(field, value, say)}`,
  );
  return say({
    zh: `交互, 缺一不可: ${axes} (${path.join('; ')})`,
    en: `interaction, only together: ${axes} (${path.join('; ')})`,
  });
}

/** What made the difference, on one line. */
export function flipText(flip: FlipAnswer, say: Say): string {
  switch (flip.axis) {
    case 'knownAt': {
      const lost = flip.step === 'forgotten' ? say({ zh: '尚不知: ', en: 'not yet known: ' }) : '';
      const hidden = say({ zh: '无权查看的记录', en: 'a record that is not for you to see' });
      return lost + (flip.event === null ? hidden : eventText(flip.event, say));
    }
    case 'on':
      return say({ zh: `到日 ${flip.day}`, en: `the day ${flip.day}` });
    case 'pack':
      return `${flip.from ?? ownPack(say)} -> ${flip.to ?? ownPack(say)}`;
    case 'readings':
      return `${flip.reading}: ${readingText(flip.from, say)} -> ${readingText(flip.to, say)}`;
  }
}

/** An event on one line: what, when it took effect, how late it was, where it stands, which document. */
export function eventText(event: FlipEvent, say: Say): string {
  const { type, effectiveOn, lateByDays, position, recordedAt, source } = event;
  return [
    wordOf(type, say),
    ...(effectiveOn === null ? [] : [effectiveOn]),
    ...(lateByDays === null || lateByDays === 0 ? [] : [lateText(lateByDays, say)]),
    `#${position}`,
    recordedAt.slice(0, 16).replace('T', ' '),
    ...(source === null ? [] : [`${source.system} ${source.document}`]),
  ].join(' ');
}

/** A fact that came late is tagged with its delay. */
export function lateText(days: number, say: Say): string {
  return say({ zh: `(迟 ${days} 天)`, en: days === 1 ? '(1 day late)' : `(${days} days late)` });
}

function factLine(fact: DiffFact, say: Say): string {
  const side = fact.knownOn.toUpperCase();
  const only = say({ zh: `仅 ${side}`, en: `only ${side}` });
  return `${only}: ${eventText({ ...fact, kind: 'event', eventId: fact.id }, say)}`;
}

function wordOf(type: string, say: Say): string {
  const words: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
    ...FACT_WORDS,
    ...POLICY_EVENT_WORDS,
  };
  const word = words[type];
  return word === undefined ? type : say(word);
}

function ownPack(say: Say): string {
  return say({ zh: '各自施行版本', en: "each rule's own" });
}

function readingText(choice: unknown, say: Say): string {
  return choice === null ? say({ zh: '规则包所选', en: "the pack's" }) : choiceText(choice);
}

function choiceText(choice: unknown): string {
  return typeof choice === 'string' ? choice : JSON.stringify(choice);
}
