import { useCallback, useEffect, useRef, useState } from 'react';

/** Something that is loaded: what came last stays in sight while the next is on its way. */
export interface Loaded<T> {
  readonly data: T | undefined;
  /** The key that `data` was loaded for. */
  readonly key: string | undefined;
  readonly error: unknown;
  readonly isLoading: boolean;
  readonly again: () => void;
}

/** Loads something whenever its key changes; an answer that comes after a newer question is dropped. */
export function useLoad<T>(key: string, load: () => Promise<T>): Loaded<T> {
  const [state, setState] = useState<{
    readonly data?: T;
    readonly key?: string;
    readonly error?: unknown;
    readonly asked?: string;
  }>({});
  const [turn, setTurn] = useState(0);
  const latest = useRef(load);
  useEffect(() => {
    latest.current = load;
  });
  useEffect(() => {
    let isWanted = true;
    latest.current().then(
      (data) => {
        if (isWanted) setState({ data, key, asked: key });
      },
      (error: unknown) => {
        if (isWanted) setState({ error, asked: key });
      },
    );
    return () => {
      isWanted = false;
    };
  }, [key, turn]);
  const again = useCallback(() => setTurn((count) => count + 1), []);
  return { data: state.data, key: state.key, error: state.error, isLoading: state.asked !== key, again };
}
