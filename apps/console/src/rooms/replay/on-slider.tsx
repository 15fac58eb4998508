import { addDays, addMonths, type CivilDate } from '#libs/enrollment';
import { daysBetween } from '#libs/ledger/pure';
import { Button, Segmented } from 'antd';
import { useId, useState, type ReactNode } from 'react';
import { DateField } from '../../parts/date-field.js';
import { longDay } from '../../words/values.js';
import { useSay } from '../../words/words.js';

type Unit = 'day' | 'month' | 'year';
const UNITS: readonly Unit[] = ['day', 'month', 'year'];
const DAYS_OF: Readonly<Record<Unit, number>> = { day: 1, month: 30, year: 365 };

/** The day asked about, on a slider of one thumb; the buttons step by a day, a month or a year. */
export function OnSlider({
  on,
  setOn,
  days,
}: {
  readonly on: CivilDate;
  readonly setOn: (day: CivilDate) => void;
  readonly days: { readonly first: CivilDate; readonly last: CivilDate };
}): ReactNode {
  const say = useSay();
  const id = useId();
  const [unit, setUnit] = useState<Unit>('month');
  const first = on < days.first ? on : days.first;
  const step = (by: 1 | -1): void =>
    setOn(unit === 'day' ? addDays(on, by) : addMonths(on, unit === 'month' ? by : 12 * by));
  return (
    <div className="slider">
      <label htmlFor={id}>{say('coordinates.on')}</label>
      <input
        id={id}
        type="range"
        min={0}
        max={daysBetween({ from: first, to: days.last })}
        step={DAYS_OF[unit]}
        value={daysBetween({ from: first, to: on })}
        onChange={(event) => setOn(addDays(first, Number(event.target.value)))}
        aria-valuetext={say('replay.onText', { day: longDay(on, say) })}
      />
      <Button size="small" aria-label={say('replay.earlier')} onClick={() => step(-1)}>
        ‹
      </Button>
      <Button size="small" aria-label={say('replay.later')} onClick={() => step(1)}>
        ›
      </Button>
      <DateField
        label={say('replay.day')}
        value={on}
        onChange={(day) => day !== '' && setOn(day as CivilDate)}
      />
      <Segmented<Unit>
        size="small"
        aria-label={say('replay.unit')}
        value={unit}
        onChange={setUnit}
        options={UNITS.map((each) => ({ value: each, label: say(`replay.${each}`) }))}
      />
    </div>
  );
}
