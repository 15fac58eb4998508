import type { DiffCause, FlipAnswer } from '#libs/ledger/pure';
import type { ReactNode } from 'react';
import type { MemberSource } from '../../derivation/local-member.js';
import { choiceText } from '../../words/choices.js';
import { flipEventLine } from '../../words/facts.js';
import { minute } from '../../words/values.js';
import { useLanguage, useSay } from '../../words/words.js';

/** The one coordinate that made a difference, or which of them alone or together, each with what flipped on it. */
export function CauseText({
  cause,
  source,
}: {
  readonly cause: DiffCause;
  readonly source: MemberSource;
}): ReactNode {
  const say = useSay();
  if (cause.axis !== 'interaction') return <Flip flip={cause.flip} source={source} />;
  const axes = cause.axes.map((axis) => say(`axis.${axis}`)).join(say('word.listComma'));
  return (
    <>
      {say(cause.kind === 'either' ? 'cause.either' : 'cause.together', { axes })}
      <ul className="changes">
        {cause.flips.map((flip) => (
          <li key={flip.axis}>
            <Flip flip={flip} source={source} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** What flipped a figure on one axis: the fact, the day, the version or the reading. */
function Flip({ flip, source }: { readonly flip: FlipAnswer; readonly source: MemberSource }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  switch (flip.axis) {
    case 'knownAt': {
      const { event, step } = flip;
      if (event === null) return say('facts.hidden');
      const { position, recordedAt, lateByDays, type } = event;
      return (
        <>
          {step === 'forgotten' && `${say('cause.forgotten')} `}
          {flipEventLine(event, source, { say, language })}{' '}
          {lateByDays !== null && lateByDays > 0 && type !== 'MemberRegistered' && (
            <span className="tag warn">{say('facts.late', { count: lateByDays })}</span>
          )}{' '}
          <span className="soft mono">{`#${String(position)} ${minute(recordedAt)}`}</span>
        </>
      );
    }
    case 'on':
      return say('cause.on', { day: flip.day });
    case 'pack':
      return say('cause.pack', {
        from: flip.from ?? say('coordinates.ownPack'),
        to: flip.to ?? say('coordinates.ownPack'),
      });
    case 'readings':
      return say('cause.reading', {
        reading: flip.reading,
        from: choice(flip.reading, flip.from),
        to: choice(flip.reading, flip.to),
      });
  }

  function choice(reading: string, value: unknown): string {
    return value === null ? say('coordinates.ownPack') : choiceText(reading, value, language);
  }
}
