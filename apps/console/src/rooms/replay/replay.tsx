import {
  addMonths,
  civilDate,
  type CivilDate,
  COMPARED_FIELDS,
  endOfYear,
  isSameValue,
  yearOf,
} from '#libs/enrollment';
import { MemberComparison } from '#libs/ledger/pure';
import { Button } from 'antd';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { useCoordinates, withQuery } from '../../app/coordinates.js';
import { goTo, usePlace } from '../../app/router.js';
import { useSession } from '../../app/session.js';
import { useLoad } from '../../app/use-load.js';
import { useSettled } from '../../app/use-settled.js';
import { knownSource } from '../../derivation/known-source.js';
import { loadMember, type LoadedMember } from '../../derivation/load-member.js';
import { type LocalQuestion, pointOf } from '../../derivation/local-member.js';
import { Announced } from '../../parts/announced.js';
import { Failure } from '../../parts/failure.js';
import { Waiting } from '../../parts/waiting.js';
import { comparedValue } from '../../words/explained.js';
import { longDay } from '../../words/values.js';
import { useLanguage, useSay } from '../../words/words.js';
import { hiddenFrom, type MemberData } from '../member/member-data.js';
import { MemberFrame } from '../member/member-frame.js';
import { type Reported, useReported } from '../member/use-reported.js';
import { Bisection } from './bisection.js';
import { type DiffRow, DiffTable } from './diff-table.js';
import { KnownSlider } from './known-slider.js';
import { momentsOf, positionAt } from './moments.js';
import { OnSlider } from './on-slider.js';
import { callsOf, type Sides } from './replay-calls.js';
import { useCauses } from './use-causes.js';

/** So long after the last move the address follows the sliders, in milliseconds. */
const SETTLED_MS = 350;

/** What is shown of two sides: whether benefits may be had follows from the fund's answer, which says why as well. */
const SHOWN_FIELDS = COMPARED_FIELDS.filter((field) => field !== 'benefitEligible');

/** What was known then, and what flipped it: two clocks, two sides, and a cause for each row. */
export default function Replay(): ReactNode {
  const { of, report } = useReported();
  const [shown, setShown] = useState<Sides | null>(null);
  return (
    <MemberFrame tab="replay">
      {(data) => {
        return {
          content: <Everything data={data} report={report} show={setShown} />,
          comparisons: of(data),
          calls: shown === null ? [] : callsOf(data.member.member, shown),
        };
      }}
    </MemberFrame>
  );
}

interface RoomProps {
  readonly data: MemberData;
  readonly report: Reported['report'];
  /** Is told both sides as they are on the screen, once they rest. */
  readonly show: (sides: Sides) => void;
}

/** The sliders go anywhere, so every fact is needed, also those after the moment of the page. */
function Everything({ data, report, show }: RoomProps): ReactNode {
  const { client } = useSession();
  const { query } = usePlace();
  const { member } = data.member;
  const { pack } = data.local.question;
  const otherPack = query.get('bPack') ?? undefined;
  const loaded = useLoad(JSON.stringify([member, pack, otherPack]), () =>
    loadMember(client, { member, pack, otherPack }),
  );
  if (loaded.error !== undefined) return <Failure error={loaded.error} again={loaded.again} />;
  if (loaded.data === undefined) return <Waiting />;
  return <BothSides key={member} data={data} loaded={loaded.data} report={report} show={show} />;
}

function BothSides({ data, loaded, report, show }: RoomProps & { readonly loaded: LoadedMember }): ReactNode {
  const say = useSay();
  const { info } = useSession();
  const language = useLanguage();
  const place = usePlace();
  const coordinates = useCoordinates();
  const { source } = loaded;
  const known = useMemo(() => knownSource(source, { regions: info.regions }), [source, info.regions]);
  const moments = useMemo(() => momentsOf(known), [known]);
  const asked = data.local.question;
  const [on, setOn] = useState<CivilDate>(asked.on);
  const [position, setPosition] = useState(asked.position);
  const head = moments.at(-1);
  const knownAt =
    position === asked.position
      ? asked.knownAt
      : (moments.findLast((each) => each.position <= position)?.recordedAt ?? null);
  const a: LocalQuestion = { ...asked, on, position, knownAt };
  const bKnown = place.query.get('bKnownAt');
  const bPosition = bKnown === null ? (head?.position ?? position) : positionAt(moments, bKnown);
  const b: LocalQuestion = {
    on: (place.query.get('bOn') as CivilDate | null) ?? on,
    position: bPosition,
    knownAt: moments.findLast((each) => each.position <= bPosition)?.recordedAt ?? null,
    pack: place.query.get('bPack') ?? asked.pack,
    readings: place.query.get('bReadings') ?? asked.readings,
  };
  const resting = useSettled(JSON.stringify({ a, b }), SETTLED_MS);
  useEffect(() => show(JSON.parse(resting) as Sides), [resting, show]);
  const [{ comparison, rows }, milliseconds] = timed(() => {
    const sides = new MemberComparison(known, { a: pointOf(a), b: pointOf(b) });
    return { comparison: sides, rows: rowsOf(sides) };
  });

  useEffect(() => {
    const isHead = position === asked.position || position === head?.position;
    const known = isHead && coordinates.knownAt === undefined ? undefined : `pos:${String(position)}`;
    if (on === coordinates.on && (known === coordinates.knownAt || position === asked.position))
      return undefined;
    const timer = setTimeout(
      () => goTo(withQuery(place, { on, knownAt: known }), { replace: true }),
      SETTLED_MS,
    );
    return () => clearTimeout(timer);
  }, [on, position, asked.position, head?.position, coordinates, place]);

  const changed = rows.filter((row) => !row.isSame).map(({ field }) => field);
  const isWhole = hiddenFrom(info, loaded.member) === null;
  const causes = useCauses(source, { a, b, isDifferent: changed.length > 0, isWhole });
  const { compared } = causes;
  useEffect(() => {
    if (compared !== null) report(data, [{ name: 'diff', result: compared }]);
  }, [compared, data, report]);
  const fund = comparison.figuresAt(comparison.a)?.pooledFund;
  const told = say('replay.told', {
    day: longDay(on, say),
    fund: fund === undefined ? '–' : comparedValue('pooledFund', fund, { say, language }),
    count: changed.length,
  });
  const days = {
    first: firstDay(source.events[0]?.effectiveOn ?? on),
    last: addMonths(endOfYear(yearOf(on)), 12),
  };
  return (
    <div data-step-ms={milliseconds.toFixed(1)}>
      <section className="card sliders" aria-label={say('replay.clocks')}>
        <OnSlider on={on} setOn={setOn} days={days} />
        <KnownSlider moments={moments} position={position} knownAt={knownAt} setPosition={setPosition} />
        <div className="actions">
          <Button
            size="small"
            onClick={() =>
              goTo(withQuery(place, { on, bOn: on, bKnownAt: `pos:${String(position)}` }), { replace: true })
            }
          >
            {say('replay.setB')}
          </Button>
          <Button
            size="small"
            disabled={bKnown === null && !place.query.has('bOn')}
            onClick={() => goTo(withQuery(place, { bOn: undefined, bKnownAt: undefined }), { replace: true })}
          >
            {say('replay.resetB')}
          </Button>
          <span className="soft">{say('replay.about')}</span>
        </div>
      </section>
      <Announced text={told} />
      <DiffTable source={source} causes={causes} a={a} b={b} rows={rows} />
      {!isWhole && <p className="soft">{say('recomputed.notHere')}</p>}
      <Bisection source={source} comparison={comparison} fields={changed} causes={causes} />
    </div>
  );
}

/** Every shown field on both sides, by the same comparison that finds the causes. */
function rowsOf(comparison: MemberComparison): readonly DiffRow[] {
  const [a, b] = [comparison.figuresAt(comparison.a), comparison.figuresAt(comparison.b)];
  return SHOWN_FIELDS.map((field) => {
    const [before, after] = [a?.[field], b?.[field]];
    return { field, before, after, isSame: isSameValue(before ?? null, after ?? null) };
  });
}

/** The sample begins with registrations long past; the slider begins where enrolment is counted. */
function firstDay(day: CivilDate): CivilDate {
  return day < '2024-01-01' ? civilDate('2024-01-01') : day;
}

function timed<T>(run: () => T): readonly [T, number] {
  const startedAt = performance.now();
  const result = run();
  return [result, performance.now() - startedAt];
}
