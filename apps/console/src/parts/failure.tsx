import { Alert, Button } from 'antd';
import type { ReactNode } from 'react';
import { ApiProblem } from '../api/problem.js';
import { useSay } from '../words/words.js';

/** What went wrong, in the words of the API, with what to do about it. */
export function Failure({
  error,
  again,
  title,
  children,
}: {
  readonly error: unknown;
  readonly again?: (() => void) | undefined;
  /** In the words of the page, where it knows what happened. */
  readonly title?: string | undefined;
  /** What this page offers as a way on. */
  readonly children?: ReactNode;
}): ReactNode {
  const say = useSay();
  const problem = error instanceof ApiProblem ? error : null;
  const remedy = problem?.remedy ?? null;
  const unreachable = problem?.code === 'unreachable';
  const isBehind = problem?.code === 'projection-behind';
  const told = unreachable ? say('failure.unreachable') : problem?.body.title;
  return (
    <Alert
      type="error"
      showIcon={false}
      className="failure"
      title={title ?? told ?? say('failure.title')}
      description={
        <>
          {!unreachable && <p>{problem?.detail ?? String(error)}</p>}
          {remedy !== null && <p>{remedy}</p>}
          {problem !== null && !unreachable && <p className="code">{problem.code}</p>}
          <div className="actions">
            {children}
            {again !== undefined && (
              <Button onClick={again}>{say(isBehind ? 'failure.wait' : 'failure.again')}</Button>
            )}
          </div>
        </>
      }
    />
  );
}
