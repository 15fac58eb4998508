import { addDays, addMonths, type CivilDate, isCivilDate } from '#libs/enrollment';
import { Button } from 'antd';
import { useId, type ReactNode } from 'react';
import { type Coordinates, placeAt, useCoordinates } from '../../app/coordinates.js';
import { useKeys } from '../../app/keys.js';
import { useNarrow } from '../../app/use-narrow.js';
import { goTo, usePlace } from '../../app/router.js';
import { useSession } from '../../app/session.js';
import type { Call } from '../../parts/call-lines.js';
import { Calls } from '../../parts/calls.js';
import { CopyLink } from '../../parts/copy-link.js';
import { DateField } from '../../parts/date-field.js';
import { type NamedComparison, Recomputed } from '../../parts/recomputed.js';
import { useSay } from '../../words/words.js';
import { minute, shortDigest } from '../../words/values.js';
import type { MemberData } from './member-data.js';

/** The line of coordinates: which day, what was known, which rules, which program; and whether it was recomputed here. */
export function CoordinatesBar({
  data,
  calls,
  comparisons,
}: {
  readonly data: MemberData;
  readonly calls: readonly Call[];
  readonly comparisons: readonly NamedComparison[];
}): ReactNode {
  const say = useSay();
  const { path } = usePlace();
  const { info, may } = useSession();
  const coordinates = useCoordinates();
  const isNarrow = useNarrow();
  const { member, standing } = data;
  const { position, knownAt, packs, engine } = standing.coordinates;
  const base = `/members/${encodeURIComponent(member.member)}`;
  useCoordinateKeys(data, coordinates, { base, isReplay: path === `${base}/replay` });
  const pinned = placeAt(path, { ...coordinates, knownAt: `pos:${String(position)}` });
  const more = (
    <>
      <span className="soft mono">
        {packs.map(({ id, version, digest }) => `${id}@${version} ${shortDigest(digest)}`).join(' · ')}
      </span>
      <span className="soft">{say('coordinates.engine', { engine })}</span>
      <span className="soft">
        {data.lag === 0 ? say('coordinates.current') : say('coordinates.behind', { lag: data.lag })}
      </span>
      <span className="buttons no-print">
        <CopyLink place={pinned} />
        <Calls calls={calls} />
        <Button size="small" onClick={() => window.print()}>
          {say('app.print')}
        </Button>
        {may('append-facts') && (
          <Button size="small" onClick={() => goTo(placeAt(`${base}/record`, coordinates))}>
            {say('tabs.record')}
          </Button>
        )}
      </span>
    </>
  );
  return (
    <section className="coordinates" aria-label={say('coordinates.label')}>
      <div className="line">
        <h1>{member.member}</h1>
        {info.mode === 'sample' && (
          <span className="sample print-only">{say('app.sampleClock', { today: info.today })}</span>
        )}
        <span className="soft region">{say('coordinates.region', { region: standing.region })}</span>
        <DateField
          label={say('coordinates.on')}
          value={coordinates.on}
          onChange={(on) => coordinates.change({ on: on === '' ? undefined : on })}
        />
        <Step by={-1} coordinates={coordinates} />
        <Step by={1} coordinates={coordinates} />
        <DateField
          label={say('coordinates.knownAt')}
          holds="moment"
          value={coordinates.knownAt ?? ''}
          placeholder={say('coordinates.now')}
          onChange={(day) => coordinates.change({ knownAt: day === '' ? undefined : day })}
        />
        {isCivilDate(coordinates.knownAt) && <span className="soft">{say('coordinates.endOfDay')}</span>}
        <span className="soft mono">{`#${String(position)} · ${minute(knownAt)}`}</span>
        <PackChoice data={data} coordinates={coordinates} />
      </div>
      <div className="line">
        <Recomputed comparisons={comparisons} />
        {isNarrow ? (
          <details className="more">
            <summary>{say('coordinates.more')}</summary>
            {more}
          </details>
        ) : (
          more
        )}
      </div>
    </section>
  );
}

type Change = ReturnType<typeof useCoordinates>;

function Step({ by, coordinates }: { readonly by: -1 | 1; readonly coordinates: Change }): ReactNode {
  const say = useSay();
  return (
    <Button
      size="small"
      className="no-print"
      aria-label={say(by < 0 ? 'coordinates.dayBefore' : 'coordinates.dayAfter')}
      onClick={() => coordinates.change({ on: addDays(coordinates.on, by) })}
    >
      {by < 0 ? '‹' : '›'}
    </Button>
  );
}

function PackChoice({
  data,
  coordinates,
}: {
  readonly data: MemberData;
  readonly coordinates: Change;
}): ReactNode {
  const say = useSay();
  const id = useId();
  const names = data.source.policy.packs.map(({ pack }) => `${pack.id}@${pack.version}`);
  const offered = [...new Set([...names, ...(coordinates.pack === undefined ? [] : [coordinates.pack])])];
  return (
    <span className="date-field">
      <label htmlFor={id}>{say('coordinates.pack')}</label>
      <select
        id={id}
        value={coordinates.pack ?? ''}
        onChange={(event) =>
          coordinates.change({ pack: event.target.value === '' ? undefined : event.target.value })
        }
      >
        <option value="">{say('coordinates.ownPack')}</option>
        {offered.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </span>
  );
}

/** Keys that move the coordinates, and those that lead to the room that says why or compares. */
function useCoordinateKeys(
  { source, standing }: MemberData,
  coordinates: Change,
  { base, isReplay }: { readonly base: string; readonly isReplay: boolean },
): void {
  const { on, change } = coordinates;
  const move = (day: CivilDate): void => change({ on: day });
  const known = (by: -1 | 1): void => {
    const { position } = standing.coordinates;
    const positions = source.events.map((event) => event.position);
    const next =
      by < 0 ? positions.findLast((each) => each < position) : positions.find((each) => each > position);
    if (next !== undefined) change({ knownAt: `pos:${String(next)}` });
    else if (by > 0) change({ knownAt: undefined });
  };
  const at = (room: string): string => placeAt(`${base}${room}`, coordinates satisfies Coordinates);
  useKeys({
    dayBefore: () => move(addDays(on, -1)),
    dayAfter: () => move(addDays(on, 1)),
    monthBefore: () => move(addMonths(on, -1)),
    monthAfter: () => move(addMonths(on, 1)),
    knownBefore: () => known(-1),
    knownAfter: () => known(1),
    why: () => goTo(at('/why/waiting')),
    diff: () => goTo(at('/replay')),
    // In the room of the replay itself this key looks for the fact.
    ...(isReplay ? {} : { bisect: () => goTo(at('/replay')) }),
  });
}
