import type { FactType } from '#libs/enrollment';
import { FACT_WORDS, type MemberEvent, type RecordedFact, WARNING_WORDS } from '#libs/ledger/pure';
import { Alert, Button } from 'antd';
import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { ApiProblem } from '../../api/problem.js';
import { usePlace } from '../../app/router.js';
import { useSession } from '../../app/session.js';
import { Failure } from '../../parts/failure.js';
import { Link } from '../../parts/link.js';
import { consequenceLine } from '../../words/facts.js';
import { useLanguage, useSay } from '../../words/words.js';
import { FACT_PATHS } from './fact-paths.js';
import { FieldInput } from './field-input.js';
import { fieldsOf, parsed } from './fields.js';

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

/** A form in two steps: what is typed is tried without recording, and only what was tried can be recorded. */
export function FactForm(props: Props): ReactNode {
  const { type, region, version } = props;
  const say = useSay();
  const id = useId();
  const { query } = usePlace();
  const { client } = useSession();
  const fields = fieldsOf(type);
  const [values, setValues] = useState<Readonly<Record<string, string>>>(() =>
    initialValues(fields, query, region),
  );
  const [member, setMember] = useState(props.member);
  const [document, setDocument] = useState('');
  const [system, setSystem] = useState('window');
  const [wrong, setWrong] = useState<readonly string[]>([]);
  const [error, setError] = useState<unknown>(undefined);
  const [isSending, setSending] = useState(false);
  const [stage, setStage] = useState<Stage>({ status: 'editing' });
  const [expected, setExpected] = useState(version);
  const [key] = useState(() => crypto.randomUUID());
  const summary = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (wrong.length > 0 || error !== undefined) summary.current?.focus();
  }, [wrong, error]);

  const change = (name: string, value: string): void => {
    setValues({ ...values, [name]: value });
    setStage({ status: 'editing' });
  };
  const post = async (body: object, isDryRun: boolean): Promise<RecordedFact> => {
    const { body: reply } = await client.post(FACT_PATHS[type], body, {
      path: { member },
      query: isDryRun ? { dryRun: 'true' } : {},
      headers: {
        ...(isDryRun ? {} : { 'Idempotency-Key': key }),
        ...(expected === null ? {} : { 'If-Match': `"${String(expected)}"` }),
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
  const check = (): void => {
    const missing = fields.filter((field) => {
      const typed = values[field.name] ?? '';
      return typed.trim() === '' ? field.optional !== 'always' : parsed(field, typed) === undefined;
    });
    const unnamed = [
      ...(document.trim() === '' ? ['document'] : []),
      ...(member.trim() === '' ? ['member'] : []),
    ];
    setWrong([...missing.map(({ name }) => name), ...unnamed]);
    if (missing.length > 0 || unnamed.length > 0) return;
    const data = Object.fromEntries(
      fields.flatMap((field) => {
        const typed = values[field.name] ?? '';
        return typed.trim() === '' ? [] : [[field.name, parsed(field, typed)]];
      }),
    );
    const source = { system: system.trim(), document: document.trim() };
    const body = type === 'MemberRegistered' ? { member, ...data, source } : { ...data, source };
    void attempt(async () => ({ status: 'checked', body, preview: await post(body, true) }));
  };

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
          <Alert
            type="error"
            showIcon={false}
            title={say('record.wrong')}
            description={
              <ul>
                {wrong.map((name) => (
                  <li key={name}>
                    <a href={`#${id}-${name}`}>{fieldLabel(name, say)}</a>
                  </li>
                ))}
              </ul>
            }
          />
        )}
        {error !== undefined && <Refused error={error} goOn={(version) => setExpected(version)} />}
      </div>
      <div className="form">
        {type === 'MemberRegistered' && (
          <span className="date-field">
            <label htmlFor={`${id}-member`}>{say('search.member')}</label>
            <input
              id={`${id}-member`}
              className="text"
              value={member}
              onChange={(event) => setMember(event.target.value.trim())}
              aria-invalid={wrong.includes('member')}
            />
          </span>
        )}
        {fields.map((field) => (
          <FieldInput
            key={field.name}
            id={`${id}-${field.name}`}
            field={field}
            value={values[field.name] ?? ''}
            isWrong={wrong.includes(field.name)}
            events={props.events}
            onChange={(value) => change(field.name, value)}
          />
        ))}
        <span className="date-field">
          <label htmlFor={`${id}-system`}>{say('record.system')}</label>
          <input
            id={`${id}-system`}
            className="text"
            value={system}
            onChange={(event) => setSystem(event.target.value)}
          />
        </span>
        <span className="date-field">
          <label htmlFor={`${id}-document`}>{say('record.document')}</label>
          <input
            id={`${id}-document`}
            className="text"
            value={document}
            onChange={(event) => {
              setDocument(event.target.value);
              setStage({ status: 'editing' });
            }}
            aria-invalid={wrong.includes('document')}
            autoComplete="off"
          />
        </span>
      </div>
      {stage.status === 'editing' && (
        <Button type="primary" htmlType="submit" loading={isSending}>
          {say('record.check')}
        </Button>
      )}
      {stage.status === 'checked' && (
        <section className="check" aria-label={say('record.preview')}>
          <h3>{say('record.preview')}</h3>
          <Consequences result={stage.preview} />
          <p className="soft">{say('record.final')}</p>
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

/** What a form begins with: what the address says, and the region where one is asked for. */
function initialValues(
  fields: ReturnType<typeof fieldsOf>,
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

function fieldLabel(name: string, say: ReturnType<typeof useSay>): string {
  if (name === 'document') return say('record.document');
  return name === 'member' ? say('search.member') : say(`input.${name}` as Parameters<typeof say>[0]);
}

/** A refusal; where somebody was faster, what came in since, and the way on. */
function Refused({
  error,
  goOn,
}: {
  readonly error: unknown;
  readonly goOn: (version: number) => void;
}): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const since =
    error instanceof ApiProblem && error.code === 'wrong-expected-version'
      ? (error.body.eventsSince as readonly MemberEvent[] | undefined)
      : undefined;
  const latest = since?.at(-1);
  return (
    <Failure error={error}>
      {since !== undefined && latest !== undefined && (
        <>
          <p>{say('state.conflict', { count: since.length })}</p>
          <ul>
            {since.map((event) => (
              <li key={event.id}>
                {FACT_WORDS[event.type][language]} {event.effectiveOn}
              </li>
            ))}
          </ul>
          <Button onClick={() => goOn(latest.version)}>{say('state.goOn')}</Button>
        </>
      )}
    </Failure>
  );
}

function Consequences({ result }: { readonly result: RecordedFact }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  return (
    <>
      {result.consequences.length === 0 ? (
        <p>{say('facts.nothing')}</p>
      ) : (
        <ul>
          {result.consequences.map((change) => {
            const line = consequenceLine(change, { say, language });
            return <li key={line}>{line}</li>;
          })}
        </ul>
      )}
      {result.warnings.length > 0 && (
        <ul className="warnings">
          {result.warnings.map((code) => (
            <li key={code}>{WARNING_WORDS[code][language]}</li>
          ))}
        </ul>
      )}
    </>
  );
}

function Recorded({ result, member }: { readonly result: RecordedFact; readonly member: string }): ReactNode {
  const say = useSay();
  return (
    <section aria-live="polite">
      <h2>{say('record.done', { position: result.event.position ?? '' })}</h2>
      <Consequences result={result} />
      <Link to={`/members/${encodeURIComponent(member)}`}>{say('record.toMember', { member })}</Link>
    </section>
  );
}
