import { Suspense, useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { ErrorBoundary } from '../parts/error-boundary.js';
import { Link } from '../parts/link.js';
import { Waiting } from '../parts/waiting.js';
import { SignIn } from '../rooms/sign-in/sign-in.js';
import { useSay } from '../words/words.js';
import { complaintsOf } from './address.js';
import { Header } from './header.js';
import { KeyHelp } from './key-help.js';
import { useGlobalKeys } from './keys.js';
import { Navigation } from './navigation.js';
import { PathNames, usePlace } from './router.js';
import { pageKey, roomAt } from './rooms.js';
import { useSession } from './session.js';
import { WrongAddress } from './wrong-address.js';

/** Header, menu and the room that the address names; whoever is not signed in sees the way in and nothing else. */
export function Frame(): ReactNode {
  const say = useSay();
  const { info, may } = useSession();
  const { path, query } = usePlace();
  const main = useRef<HTMLElement>(null);
  const [isHelpOpen, setHelpOpen] = useState(false);
  const focusPage = useCallback(() => main.current?.focus({ preventScroll: true }), []);
  useGlobalKeys({ openHelp: () => setHelpOpen(true), focusPage });
  const found = roomAt(path);
  const key = pageKey(path);
  const shown = useRef(key);

  useEffect(() => {
    document.title = found === undefined ? say('app.name') : `${say(found.room.title)} · ${say('app.name')}`;
  }, [found, say]);

  // Whoever followed a link goes on from the beginning of the page that it led to, not from a link that is gone.
  useEffect(() => {
    if (shown.current !== key) focusPage();
    shown.current = key;
  }, [key, focusPage]);

  if (info.role === null) return <SignIn />;
  const isAllowed = found === undefined || found.room.needs === null || may(found.room.needs);
  const complaints = found === undefined ? [] : complaintsOf({ names: found.names, query }, found.taken);
  return (
    <>
      <a className="skip" href="#content" onClick={() => main.current?.focus()}>
        {say('app.skip')}
      </a>
      <Header openHelp={() => setHelpOpen(true)} />
      <div className="frame">
        <Navigation path={path} />
        <main className="page" id="content" ref={main} tabIndex={-1}>
          {found === undefined && <NoPage text={say('app.noSuchPage')} />}
          {found !== undefined && !isAllowed && <NoPage text={say('app.notForRole')} />}
          {found !== undefined && isAllowed && complaints.length > 0 && (
            <WrongAddress found={found} complaints={complaints} />
          )}
          {found !== undefined && isAllowed && complaints.length === 0 && (
            <PathNames value={found.names}>
              <ErrorBoundary key={key}>
                <Suspense fallback={<Waiting />}>
                  <found.room.Page />
                </Suspense>
              </ErrorBoundary>
            </PathNames>
          )}
        </main>
      </div>
      <KeyHelp isOpen={isHelpOpen} close={() => setHelpOpen(false)} />
    </>
  );
}

/** A page that is not there, or not for this role: it says so and leads on. */
function NoPage({ text }: { readonly text: string }): ReactNode {
  const say = useSay();
  return (
    <section className="card">
      <h1>{text}</h1>
      <Link to="/">{say('desk.title')}</Link>
    </section>
  );
}
