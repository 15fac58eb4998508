/** A refusal of the API (RFC 9457), or the network's: what was seen, and what to do. */
export class ApiProblem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly remedy: string | null,
    readonly body: ProblemBody,
  ) {
    super(`${String(status)} ${code}: ${detail}`);
    this.name = 'ApiProblem';
  }
}

/** The members of a problem that the pages use. */
export interface ProblemBody {
  readonly title?: string;
  readonly clause?: string;
  readonly errors?: readonly Readonly<Record<string, unknown>>[];
  readonly eventsSince?: readonly unknown[];
}

/** Reads the problem of an answer that is no success. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const text = await response.text();
  try {
    const body = JSON.parse(text) as ProblemBody & Readonly<Record<string, unknown>>;
    const { code, detail, remedy } = body;
    return new ApiProblem(
      response.status,
      typeof code === 'string' ? code : 'unknown',
      typeof detail === 'string' ? detail : '',
      typeof remedy === 'string' ? remedy : null,
      body,
    );
  } catch {
    return new ApiProblem(response.status, 'unknown', text.slice(0, 200), null, {});
  }
}
