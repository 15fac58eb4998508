import type { Fact, Interval } from '#libs/enrollment';
import { INTERVAL_WORDS, SCHEME_WORDS } from '#libs/ledger/pure';
import { Button } from 'antd';
import { useId, useState, type ReactNode } from 'react';
import { useBindings } from '../app/key-setting.js';
import { useKeys } from '../app/keys.js';
import type { MemberData } from '../rooms/member/member-data.js';
import { length, range } from '../words/values.js';
import { type Language, useLanguage, useSay } from '../words/words.js';
import { coverageYears } from './coverage-years.js';
import type { YearScale } from './scale.js';

const LANE = 34;
const TOP = 26;
const SHOWN_KINDS = ['cover', 'break-year', 'wait', 'lapse'] as const;

/** Cover, break years, waits and payments on a line of years; `t` shows the same as a list. */
export function Coverage({ data }: { readonly data: MemberData }): ReactNode {
  const say = useSay();
  const [isTable, setTable] = useState(false);
  const { table } = useBindings();
  useKeys({ table: () => setTable((shown) => !shown) });
  return (
    <section className="card chart-card" aria-label={say('coverage.title')}>
      <div className="card-head">
        <h2>{say('coverage.title')}</h2>
        <Button size="small" className="no-print" onClick={() => setTable(!isTable)} aria-pressed={isTable}>
          {say(isTable ? 'chart.drawing' : 'chart.table')} {table}
        </Button>
      </div>
      {isTable ? <IntervalTable data={data} /> : <Drawing data={data} />}
    </section>
  );
}

function Drawing({ data }: { readonly data: MemberData }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const id = useId();
  const { on } = data.local.question;
  const intervals = data.timeline.intervals.filter(({ kind }) =>
    (SHOWN_KINDS as readonly string[]).includes(kind),
  );
  const payments = data.local.facts.filter(({ type }) => type === 'PremiumPaid' || type === 'RepairPaid');
  const { scale, asked } = coverageYears(intervals, payments.map(paidOn), on);
  const lanes = lanesOf(intervals);
  const height = TOP + LANE * (lanes.length + 1) + 6;
  return (
    <div className="chart" tabIndex={0} role="group" aria-label={say('coverage.title')}>
      <div className="lane-names" aria-hidden="true">
        {[...lanes.map(({ name }) => laneName(name, language, say)), say('coverage.payments')].map(
          (name, index) => (
            <span key={name} style={{ top: TOP + index * LANE }}>
              {name}
            </span>
          ),
        )}
      </div>
      <svg
        className="lanes"
        role="img"
        aria-labelledby={`${id}-title ${id}-desc`}
        height={height}
        width="100%"
      >
        <title id={`${id}-title`}>{say('coverage.title')}</title>
        <desc id={`${id}-desc`}>{intervals.map((each) => intervalText(each, language, say)).join('; ')}</desc>
        <defs>
          <pattern
            id={`${id}-hatch`}
            width="7"
            height="7"
            patternTransform="rotate(45)"
            patternUnits="userSpaceOnUse"
          >
            <rect width="7" height="7" fill="#fff" />
            <line x1="0" y1="0" x2="0" y2="7" stroke="#7a4f00" strokeWidth="3" />
          </pattern>
        </defs>
        <Axis scale={scale} height={height} />
        {lanes.map(({ intervals: inLane }, index) =>
          inLane.map((interval) => (
            <Bar
              key={`${interval.kind} ${interval.from}`}
              interval={interval}
              scale={scale}
              top={TOP + index * LANE}
              hatch={`url(#${id}-hatch)`}
            />
          )),
        )}
        {payments.map((fact) => {
          const day = paidOn(fact);
          const middle = TOP + lanes.length * LANE + LANE / 2;
          return (
            <text
              key={fact.id}
              x={`${String(scale.at(day))}%`}
              y={middle + 6}
              textAnchor="middle"
              className="payment"
            >
              <title>{day}</title>
              {fact.type === 'PremiumPaid' ? '▲' : '◆'}
            </text>
          );
        })}
        {asked === 'within' && (
          <line
            className="today"
            x1={`${String(scale.at(on))}%`}
            x2={`${String(scale.at(on))}%`}
            y1={TOP - 8}
            y2={height}
          />
        )}
      </svg>
      <p className="legend">
        <span className="key solid" /> {say('legend.cover')}
        <span className="key dashed" /> {say('legend.break')}
        <span className="key hatched" /> {say('legend.wait')}
        <span className="key thin" /> {say('legend.unpaid')}
        <span className="sign" aria-hidden="true">
          ▲
        </span>{' '}
        {say('legend.payment')}
        {asked === 'within' ? (
          <>
            <span className="key line" /> {say('legend.on')}
          </>
        ) : (
          <span className="asked-far">
            {asked === 'before' ? '◂' : '▸'} {say('legend.onFar', { day: on })}
          </span>
        )}
      </p>
    </div>
  );
}

function paidOn({ data }: Fact): string {
  return (data as { readonly paidOn: string }).paidOn;
}

interface Lane {
  readonly name: 'resident' | 'employee' | 'other' | 'wait';
  readonly intervals: readonly Interval[];
}

function lanesOf(intervals: readonly Interval[]): readonly Lane[] {
  const of = (scheme: string): readonly Interval[] =>
    intervals.filter(({ kind, value }) => kind === 'cover' && value === scheme);
  const breaks = intervals.filter(({ kind }) => kind === 'break-year');
  const isInBreak = (day: string): boolean =>
    breaks.some(({ from, until }) => from <= day && (until === null || day < until));
  // A lapse that became a break year is drawn as that.
  const missed = intervals.filter(
    ({ kind, from }) => kind === 'break-year' || (kind === 'lapse' && !isInBreak(from)),
  );
  const lanes: Lane[] = [
    { name: 'resident', intervals: [...of('resident'), ...missed] },
    { name: 'employee', intervals: of('employee') },
    { name: 'other', intervals: of('other') },
    { name: 'wait', intervals: intervals.filter(({ kind }) => kind === 'wait') },
  ];
  return lanes.filter(({ name, intervals: own }) => name === 'resident' || name === 'wait' || own.length > 0);
}

function laneName(name: Lane['name'], language: Language, say: ReturnType<typeof useSay>): string {
  return name === 'wait' ? say('legend.wait') : SCHEME_WORDS[name][language];
}

function Axis({ scale, height }: { readonly scale: YearScale; readonly height: number }): ReactNode {
  return (
    <g className="axis">
      {scale.years.map((year) => {
        const x = `${String(scale.at(`${String(year)}-01-01`))}%`;
        return (
          <g key={year}>
            <line x1={x} x2={x} y1={TOP - 8} y2={height} />
            <text x={x} dx={4} y={13}>
              {year}
            </text>
          </g>
        );
      })}
    </g>
  );
}

function Bar({
  interval: { kind, from, until, value },
  scale,
  top,
  hatch,
}: {
  readonly interval: Interval;
  readonly scale: YearScale;
  readonly top: number;
  readonly hatch: string;
}): ReactNode {
  const language = useLanguage();
  const say = useSay();
  const x = scale.at(from);
  const width = scale.at(until ?? `${String(scale.end)}-01-01`) - x;
  if (width <= 0) return null;
  const title = (
    <title>
      {intervalText({ kind, from, until, ...(value === undefined ? {} : { value }) }, language, say)}
    </title>
  );
  const place = { x: `${String(x)}%`, width: `${String(width)}%` };
  if (kind === 'lapse')
    return (
      <line
        className="unpaid"
        x1={place.x}
        x2={`${String(x + width)}%`}
        y1={top + LANE / 2}
        y2={top + LANE / 2}
      >
        {title}
      </line>
    );
  return (
    <g>
      <rect
        {...place}
        y={top + 5}
        height={LANE - 10}
        className={kind}
        {...(kind === 'wait' ? { fill: hatch } : {})}
      >
        {title}
      </rect>
      {kind === 'break-year' && (
        <text
          x={`${String(x + width / 2)}%`}
          y={top + LANE / 2 + 5}
          textAnchor="middle"
          className="break-label"
        >
          {say('legend.breakMark')}
        </text>
      )}
    </g>
  );
}

function intervalText(
  { kind, from, until, value }: Interval,
  language: Language,
  say: ReturnType<typeof useSay>,
): string {
  const word = INTERVAL_WORDS[kind][language];
  const more =
    kind === 'cover'
      ? SCHEME_WORDS[value as keyof typeof SCHEME_WORDS][language]
      : kind === 'wait'
        ? length(value as { totalMonths: number | null }, say)
        : '';
  return [word, more, range({ from, until }, say)].filter((part) => part !== '').join(' ');
}

function IntervalTable({ data }: { readonly data: MemberData }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const rows = data.timeline.intervals.filter(({ kind }) =>
    (SHOWN_KINDS as readonly string[]).includes(kind),
  );
  return (
    <table className="data">
      <caption className="hidden">{say('coverage.title')}</caption>
      <thead>
        <tr>
          <th scope="col">{say('coverage.kind')}</th>
          <th scope="col">{say('coverage.days')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((interval) => (
          <tr key={`${interval.kind} ${interval.from}`}>
            <th scope="row">
              {intervalText(interval, language, say).replace(range(interval, say), '').trim()}
            </th>
            <td>{range(interval, say)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
