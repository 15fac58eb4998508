import type { FlipEvent } from '#libs/ledger/pure';
import { Button, Segmented } from 'antd';
import { useEffect, useId, useState, type ReactNode } from 'react';
import { longDay, minute } from '../../words/values.js';
import { useSay } from '../../words/words.js';

type By = 'event' | 'day';

/** How long a moment stands while the replay runs, in milliseconds. */
const PLAYED_MS = 700;

/** What was known: from one moment to the next, by event or by day; it also runs by itself. */
export function KnownSlider({
  moments,
  position,
  knownAt,
  setPosition,
}: {
  readonly moments: readonly FlipEvent[];
  readonly position: number;
  /** The instant of side A, at +08:00. */
  readonly knownAt: string | null;
  readonly setPosition: (position: number) => void;
}): ReactNode {
  const say = useSay();
  const id = useId();
  const [by, setBy] = useState<By>('event');
  const [isPlaying, setPlaying] = useState(false);
  const steps = by === 'event' ? moments : lastOfDays(moments);
  const index = Math.max(
    0,
    steps.findLastIndex((each) => each.position <= position),
  );
  const shown = moments.findLast((each) => each.position <= position);
  const goTo = (next: number): void => {
    const moment = steps[Math.min(steps.length - 1, Math.max(0, next))];
    if (moment !== undefined) setPosition(moment.position);
  };
  useEffect(() => {
    if (!isPlaying) return undefined;
    const next = steps[index + 1];
    const timer = setTimeout(() => {
      if (next === undefined) setPlaying(false);
      else setPosition(next.position);
    }, PLAYED_MS);
    return () => clearTimeout(timer);
  }, [isPlaying, index, steps, setPosition]);
  return (
    <div className="slider">
      <label htmlFor={id}>{say('coordinates.knownAt')}</label>
      <input
        id={id}
        type="range"
        min={0}
        max={Math.max(0, steps.length - 1)}
        value={index}
        onChange={(event) => goTo(Number(event.target.value))}
        aria-valuetext={say('replay.knownText', {
          day: longDay((shown?.recordedAt ?? '').slice(0, 10), say),
          position,
        })}
      />
      <Button size="small" aria-label={say('replay.first')} onClick={() => goTo(0)}>
        |‹
      </Button>
      <Button size="small" aria-label={say('replay.before')} onClick={() => goTo(index - 1)}>
        ‹
      </Button>
      <Button size="small" onClick={() => setPlaying(!isPlaying)} aria-pressed={isPlaying}>
        {say(isPlaying ? 'replay.pause' : 'replay.play')}
      </Button>
      <Button size="small" aria-label={say('replay.after')} onClick={() => goTo(index + 1)}>
        ›
      </Button>
      <Button size="small" onClick={() => goTo(steps.length - 1)}>
        {say('coordinates.now')}
      </Button>
      <span className="mono">{`A: #${String(position)} · ${minute(knownAt)}`}</span>
      {shown !== undefined && shown.position !== position && (
        <span className="soft">{say('replay.lastMoment', { position: shown.position })}</span>
      )}
      <Segmented<By>
        size="small"
        aria-label={say('replay.unit')}
        value={by}
        onChange={setBy}
        options={[
          { value: 'event', label: say('replay.event') },
          { value: 'day', label: say('replay.day') },
        ]}
      />
    </div>
  );
}

function lastOfDays(moments: readonly FlipEvent[]): readonly FlipEvent[] {
  return moments.filter(
    ({ recordedAt }, index) => recordedAt.slice(0, 10) !== moments[index + 1]?.recordedAt.slice(0, 10),
  );
}
