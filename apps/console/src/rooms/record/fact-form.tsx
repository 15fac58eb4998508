import type { FactBody, FactType } from '#libs/enrollment';
import type { MemberEvent, RecordedFact } from '#libs/ledger/pure';
import { Button } from 'antd';
import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { usePlace } from '../../app/router.js';
import { useSession } from '../../app/session.js';
import { type Call, quoted } from '../../parts/call-lines.js';
import { Calls } from '../../parts/calls.js';
import { factLine } from '../../words/facts.js';
import { useLanguage, useSay } from '../../words/words.js';
import { Consequences, Recorded } from './consequences.js';
import { type Effect, effectsOf, replacementWith, type Subject, subjectOf } from './correction.js';
import { FACT_PATHS } from './fact-paths.js';
import { expected, FieldInput, fieldLabel } from './field-input.js';
import {
  bodyOf,
  fieldsOf,
  type FormField,
  recordedValues,
  replacementFields,
  wrongFields,
} from './fields.js';
import { Refused, WrongFields } from './refused.js';

interface Props {
  readonly type: FactType;
  readonly member: string;
  readonly region: string;
  /** The member version that the form was opened at; null: nobody is registered yet. */
  readonly version: number | null;
  readonly events: readonly MemberEvent[];
}

type Stage =
  | { readonly status: 'editing' }
  | { readonly status: 'checked'; readonly body: object; readonly preview: RecordedFact }
  | { readonly status: 'recorded'; readonly result: RecordedFact };

/** What every fact has beside its own fields: where it came from; a registration also names its member. */
const MEMBER: FormField = { name: 'member', kind: 'identifier' };
const SYSTEM: FormField = { name: 'system', kind: 'identifier' };
const DOCUMENT: FormField = { name: 'document', kind: 'identifier' };

/** A form in two steps: what is typed is tried without recording, and only what was tried can be recorded. */
export function FactForm(props: Props): ReactNode {
  const { type, region, version, events } = props;
  const say = useSay();
  const id = useId();
  const { query } = usePlace();
  const { client } = useSession();
  const own = fieldsOf(type);
  const [values, setValues] = useState<Readonly<Record<string, string>>>(() => ({
    ...initialValues(own, query, region),
    member: props.member,
    system: 'window',
  }));
  const [effect, setEffect] = useState<Effect>('annul');
  const [wrong, setWrong] = useState<readonly FormField[]>([]);
  const [error, setError] = useState<unknown>(undefined);
  const [isSending, setSending] = useState(false);
  const [stage, setStage] = useState<Stage>({ status: 'editing' });
  const [expectedVersion, setExpectedVersion] = useState(version);
  const [key] = useState(() => crypto.randomUUID());
  const summary = useRef<HTMLDivElement>(null);
  const preview = useRef<HTMLElement>(null);

  useEffect(() => {
    if (wrong.length > 0 || error !== undefined) summary.current?.focus();
  }, [wrong, error]);
  useEffect(() => {
    if (stage.status === 'checked') preview.current?.focus();
  }, [stage.status]);

  const corrected =
    type === 'FactCorrected' ? events.find((each) => each.id === values['corrects']) : undefined;
  const subject = corrected === undefined ? undefined : subjectOf(corrected, events);
  const placed = subject !== undefined && effect === 'replace' ? replacementFields(subject.fact.type) : [];
  const about = [...(type === 'MemberRegistered' ? [MEMBER] : []), ...own];
  const fields = [...about, ...placed, SYSTEM, DOCUMENT];
  const member = (values['member'] ?? '').trim();

  const change = (name: string, value: string): void => {
    const chosen = name === 'corrects' ? events.find((each) => each.id === value) : undefined;
    const about = chosen === undefined ? undefined : subjectOf(chosen, events);
    setValues({ ...values, ...(about === undefined ? {} : placedValues(about)), [name]: value });
    if (name === 'corrects') setEffect('annul');
    setStage({ status: 'editing' });
  };
  const chooseEffect = (chosen: Effect): void => {
    if (chosen === 'replace' && subject !== undefined) setValues({ ...values, ...placedValues(subject) });
    setEffect(chosen);
    setStage({ status: 'editing' });
  };
  const post = async (body: object, isDryRun: boolean): Promise<RecordedFact> => {
    const { body: reply } = await client.post(FACT_PATHS[type], body, {
      path: { member },
      query: isDryRun ? { dryRun: 'true' } : {},
      headers: {
        ...(isDryRun ? {} : { 'Idempotency-Key': key }),
        ...(expectedVersion === null ? {} : { 'If-Match': `"${String(expectedVersion)}"` }),
      },
    });
    return reply as unknown as RecordedFact;
  };
  const attempt = async (run: () => Promise<Stage>): Promise<void> => {
    setSending(true);
    setError(undefined);
    try {
      setStage(await run());
    } catch (failed) {
      setError(failed);
      setStage({ status: 'editing' });
    } finally {
      setSending(false);
    }
  };
  const check = (typed = values): void => {
    const found = wrongFields(fields, typed);
    setWrong(found);
    if (found.length > 0) return;
    const [system, document] = [typed['system']?.trim(), typed['document']?.trim()];
    const body = {
      ...bodyOf(about, typed),
      ...(subject === undefined ? {} : { replacement: replacementOf(subject, typed) }),
      source: { system, document },
    };
    void attempt(async () => ({ status: 'checked', body, preview: await post(body, true) }));
  };
  const replacementOf = (about: Subject, typed: typeof values): FactBody | undefined => {
    if (effect === 'annul') return undefined;
    if (effect === 'drop') return replacementWith(about, null);
    return replacementWith(about, { type: about.fact.type, ...bodyOf(placed, typed) } as FactBody);
  };
  const repairFewer = (count: number): void => {
    const named = (values['breakYears'] ?? '').split(/[\s,、，]+/).filter((each) => each !== '');
    const fewer = { ...values, breakYears: named.sort().slice(0, count).join(' ') };
    setValues(fewer);
    check(fewer);
  };
  const inputs = (list: readonly FormField[]): ReactNode =>
    list.map((field) => (
      <FieldInput
        key={field.name}
        id={`${id}-${field.name}`}
        field={field}
        value={values[field.name] ?? ''}
        isWrong={wrong.some(({ name }) => name === field.name)}
        events={events}
        onChange={(value) => change(field.name, value)}
      />
    ));

  if (stage.status === 'recorded') return <Recorded result={stage.result} member={member} />;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        check();
      }}
      noValidate
    >
      <div ref={summary} tabIndex={-1} className="summary">
        {wrong.length > 0 && (
          <WrongFields
            fields={wrong.map((field) => ({
              id: `${id}-${field.name}`,
              label: fieldLabel(field, say),
              expected: expected(field, say),
            }))}
          />
        )}
        {error !== undefined && (
          <Refused error={error} member={member} goOn={setExpectedVersion} repairFewer={repairFewer} />
        )}
      </div>
      <div className="form">{inputs(about)}</div>
      {subject !== undefined && (
        <EffectChoice subject={subject} effect={effect} choose={chooseEffect}>
          {inputs(placed)}
        </EffectChoice>
      )}
      <div className="form">{inputs([SYSTEM, DOCUMENT])}</div>
      {stage.status === 'editing' && (
        <Button type="primary" htmlType="submit" loading={isSending}>
          {say('record.check')}
        </Button>
      )}
      {stage.status === 'checked' && (
        <section className="check" aria-label={say('record.preview')} ref={preview} tabIndex={-1}>
          <h3>{say('record.preview')}</h3>
          <Consequences result={stage.preview} />
          <p className="soft">{say('record.final')}</p>
          <Calls calls={[dryRunCall(type, member, stage.body)]} />
          <div className="actions">
            <Button
              type="primary"
              loading={isSending}
              onClick={() =>
                void attempt(async () => ({ status: 'recorded', result: await post(stage.body, false) }))
              }
            >
              {say('record.commit')}
            </Button>
            <Button onClick={() => setStage({ status: 'editing' })}>{say('record.back')}</Button>
          </div>
        </section>
      )}
    </form>
  );
}

/** What was tried, as it is tried without the console; neither line records anything. */
function dryRunCall(type: FactType, member: string, body: object): Call {
  return {
    method: 'POST',
    path: FACT_PATHS[type],
    target: { path: { member }, query: { dryRun: 'true' } },
    body,
    command: `canbao append ${type} ${quoted(member)} --json ${quoted(JSON.stringify(body))}`,
  };
}

/** What the fields of a replacement begin with: what stands in the place of the fact, or the fact as it was recorded. */
function placedValues({ fact, standing }: Subject): Readonly<Record<string, string>> {
  return recordedValues({ type: fact.type, data: standing ?? fact.data });
}

/** What holds after a correction: of a correction it may be undone, hold something else, or annul its fact altogether. */
function EffectChoice({
  subject,
  effect,
  choose,
  children,
}: {
  readonly subject: Subject;
  readonly effect: Effect;
  readonly choose: (effect: Effect) => void;
  readonly children: ReactNode;
}): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const name = useId();
  const word = {
    annul: subject.corrections.length === 0 ? 'record.annul' : 'record.restore',
    replace: 'record.replace',
    drop: 'record.drop',
  } as const;
  return (
    <fieldset className="effect">
      <legend>{say('record.effect', { fact: factLine(subject.fact, { say, language }) })}</legend>
      {effectsOf(subject).map((each) => (
        <label key={each}>
          <input type="radio" name={name} checked={effect === each} onChange={() => choose(each)} />{' '}
          {say(word[each])}
        </label>
      ))}
      {effect === 'replace' && <div className="form">{children}</div>}
    </fieldset>
  );
}

/** What a form begins with: what the address says, and the region where one is asked for. */
function initialValues(
  fields: readonly FormField[],
  query: URLSearchParams,
  region: string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    fields.map(({ name, kind }) => {
      const given = query.get(name);
      if (given !== null && kind === 'amount') return [name, String(Number(given) / 100)];
      return [name, given ?? (name === 'region' || name === 'fromRegion' ? region : '')];
    }),
  );
}
