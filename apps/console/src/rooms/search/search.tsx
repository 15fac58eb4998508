import { Button } from 'antd';
import { useId, useState, type ReactNode } from 'react';
import { goTo, usePlace } from '../../app/router.js';
import { withQuery } from '../../app/coordinates.js';
import { useSession } from '../../app/session.js';
import { useLoad } from '../../app/use-load.js';
import { Calls } from '../../parts/calls.js';
import { Failure } from '../../parts/failure.js';
import { Link } from '../../parts/link.js';
import { Scrolled } from '../../parts/scrolled.js';
import { Waiting } from '../../parts/waiting.js';
import { useSay } from '../../words/words.js';

const PAGE = 50;

/** Which member? A list by the beginning of the number and by region. */
export default function Search(): ReactNode {
  const say = useSay();
  const { client, may } = useSession();
  const place = usePlace();
  const prefix = place.query.get('prefix') ?? '';
  const region = place.query.get('region') ?? '';
  const after = place.query.get('after') ?? undefined;
  const query = { prefix: prefix || undefined, region: region || undefined, after, limit: PAGE };
  const list = useLoad(JSON.stringify(query), async () => (await client.get('/v1/members', { query })).body);
  const regions = useLoad('regions', async () => (await client.get('/v1/regions')).body.items);
  return (
    <>
      <h1>{say('search.title')}</h1>
      <SearchForm
        key={`${prefix} ${region}`}
        prefix={prefix}
        region={region}
        regions={(regions.data ?? []).map(({ code }) => code)}
        search={(wanted) => goTo(withQuery(place, { ...wanted, after: undefined }), { replace: true })}
      />
      {list.error !== undefined && <Failure error={list.error} again={list.again} />}
      {list.data === undefined && list.error === undefined && <Waiting />}
      {list.data !== undefined && (
        <section className="card" aria-busy={list.isLoading}>
          <div className="card-head">
            <h2>{say('search.found', { count: list.data.items.length })}</h2>
            <Calls calls={[{ path: '/v1/members', target: { query } }]} />
          </div>
          {list.data.items.length === 0 ? (
            <>
              <p className="empty">{say('state.noMember')}</p>
              {prefix !== '' && (
                <p>
                  <Link to={`/members/${encodeURIComponent(prefix)}`}>
                    {say('search.openDirectly', { member: prefix })}
                  </Link>
                </p>
              )}
              {may('append-facts') && (
                <Link to={`/record/MemberRegistered?member=${encodeURIComponent(prefix)}`}>
                  {say('state.register')}
                </Link>
              )}
            </>
          ) : (
            <Scrolled label={say('search.title')}>
              <table className="data">
                <caption className="hidden">{say('search.title')}</caption>
                <thead>
                  <tr>
                    <th scope="col">{say('search.member')}</th>
                    <th scope="col">{say('search.region')}</th>
                    <th scope="col">{say('search.liableFrom')}</th>
                  </tr>
                </thead>
                <tbody>
                  {list.data.items.map(({ member, region: where, liableFrom }) => (
                    <tr key={member}>
                      <th scope="row">
                        <Link to={`/members/${encodeURIComponent(member)}`}>{member}</Link>
                      </th>
                      <td>{where}</td>
                      <td className="day">{liableFrom}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Scrolled>
          )}
          {list.data.next !== null && (
            <Button onClick={() => goTo(withQuery(place, { after: list.data?.next ?? undefined }))}>
              {say('search.next')}
            </Button>
          )}
        </section>
      )}
    </>
  );
}

function SearchForm({
  prefix,
  region,
  regions,
  search,
}: {
  readonly prefix: string;
  readonly region: string;
  readonly regions: readonly string[];
  readonly search: (wanted: {
    readonly prefix?: string | undefined;
    readonly region?: string | undefined;
  }) => void;
}): ReactNode {
  const say = useSay();
  const id = useId();
  const [typed, setTyped] = useState(prefix);
  const [chosen, setChosen] = useState(region);
  return (
    <form
      className="card query"
      onSubmit={(event) => {
        event.preventDefault();
        search({ prefix: typed.trim() || undefined, region: chosen || undefined });
      }}
    >
      <span className="date-field">
        <label htmlFor={`${id}-prefix`}>{say('search.prefix')}</label>
        <input
          id={`${id}-prefix`}
          className="text"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          autoComplete="off"
        />
      </span>
      <span className="date-field">
        <label htmlFor={`${id}-region`}>{say('search.region')}</label>
        <select id={`${id}-region`} value={chosen} onChange={(event) => setChosen(event.target.value)}>
          <option value="">{say('filter.all')}</option>
          {regions.map((code) => (
            <option key={code} value={code}>
              {code}
            </option>
          ))}
        </select>
      </span>
      <Button type="primary" htmlType="submit">
        {say('search.go')}
      </Button>
      <Button
        onClick={() => {
          setTyped('');
          setChosen('');
          search({});
        }}
      >
        {say('search.clear')}
      </Button>
    </form>
  );
}
