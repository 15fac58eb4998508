import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { Client, type Answered } from '../api/client.js';
import { useLanguage } from '../words/words.js';

/** Who is signed in, and what they may do. */
export type SessionInfo = Answered<'/v1/session'>;

/** Why people look at members; the ledger asks for one of these. */
export const PURPOSES = ['enquiry', 'dispute', 'correction', 'audit'] as const;
export type Purpose = (typeof PURPOSES)[number];

const PURPOSE_KEY = 'canbao.purpose';

interface Session {
  readonly info: SessionInfo;
  readonly client: Client;
  readonly purpose: Purpose;
  readonly choosePurpose: (purpose: Purpose) => void;
  readonly signIn: (key: string) => Promise<void>;
  readonly signOut: () => Promise<void>;
  /** True where the role may do something; the server refuses the rest whatever is shown. */
  readonly may: (action: string) => boolean;
}

const SessionContext = createContext<Session | null>(null);

/** The session of the page. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('A room is shown only within a session.');
  return session;
}

/** Asks who is signed in, and shows `children` to whoever it is; `failed` says what is shown where nobody answers. */
export function SessionOf({
  children,
  waiting,
  failed,
}: {
  readonly children: ReactNode;
  readonly waiting: ReactNode;
  readonly failed: (error: unknown, again: () => void) => ReactNode;
}): ReactNode {
  const language = useLanguage();
  const [info, setInfo] = useState<SessionInfo | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [purpose, setPurpose] = useState<Purpose>(storedPurpose);

  const client = useMemo(
    () => new Client({ language, purpose: info?.needsPurpose === true ? purpose : null }),
    [language, info?.needsPurpose, purpose],
  );
  const load = useCallback(() => {
    setError(null);
    new Client({ language, purpose: null })
      .get('/v1/session')
      .then(({ body }) => {
        setInfo(body);
      })
      .catch(setError);
  }, [language]);
  useEffect(load, [load]);

  const session = useMemo<Session | null>(() => {
    if (info === null) return null;
    return {
      info,
      client,
      purpose,
      choosePurpose: (chosen) => {
        window.sessionStorage.setItem(PURPOSE_KEY, chosen);
        setPurpose(chosen);
      },
      signIn: async (key) => {
        setInfo((await client.post('/v1/session', { key })).body);
      },
      signOut: async () => {
        await client.delete('/v1/session');
        load();
      },
      may: (action) => (info.actions as readonly string[]).includes(action),
    };
  }, [info, client, purpose, load]);

  if (error !== null && session === null) return failed(error, load);
  if (session === null) return waiting;
  return <SessionContext value={session}>{children}</SessionContext>;
}

function storedPurpose(): Purpose {
  const stored = window.sessionStorage.getItem(PURPOSE_KEY);
  return PURPOSES.find((each) => each === stored) ?? 'enquiry';
}
