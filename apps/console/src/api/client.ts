import type { Language } from '../words/words.js';
import { ApiProblem, problemOf } from './problem.js';
import type { paths } from './schema.js';

type Get = { [P in keyof paths]: paths[P] extends { get: { responses: object } } ? P : never }[keyof paths];
type Post = { [P in keyof paths]: paths[P] extends { post: { responses: object } } ? P : never }[keyof paths];
/** A path of the API that can be read. */
export type GetPath = Get;
/** A path of the API that takes a post. */
export type PostPath = Post;

type Content<R> = R extends { content: { 'application/json': infer Body } } ? Body : never;
type Success<O> = O extends { responses: infer R } ? Content<R[keyof R & (200 | 201)]> : never;

/** The body of a successful answer. */
export type Answered<P extends GetPath> = paths[P] extends { get: infer O } ? Success<O> : never;
export type Posted<P extends PostPath> = paths[P] extends { post: infer O } ? Success<O> : never;

/** A query; what is undefined is left out. */
export type Query = Readonly<Record<string, string | number | undefined>>;

/** Where a request goes: the names in braces of the path, and the query. */
export interface Target {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Query;
}

/** An answer with its bytes as they came, for the comparison with what the browser computes. */
export interface Served<Body> {
  readonly body: Body;
  readonly text: string;
  readonly headers: Headers;
}

/** What every request says beside its question. */
export interface Asking {
  readonly language: Language;
  /** Why a person looks at a member; null: nobody asks. */
  readonly purpose: string | null;
}

/** The API as the console asks it: the one origin that it was loaded from, with the cookie of the session. */
export class Client {
  constructor(private readonly asking: Asking) {}

  async get<P extends GetPath>(path: P, target: Target = {}): Promise<Served<Answered<P>>> {
    return this.send('GET', addressOf(path, target));
  }

  async post<P extends PostPath>(
    path: P,
    body: object,
    target: Target & { readonly headers?: Readonly<Record<string, string>> } = {},
  ): Promise<Served<Posted<P>>> {
    return this.send('POST', addressOf(path, target), body, target.headers);
  }

  async delete(path: '/v1/session'): Promise<void> {
    await this.send('DELETE', path);
  }

  private async send<Body>(
    method: string,
    address: string,
    body?: object,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Served<Body>> {
    const { language, purpose } = this.asking;
    const response = await fetchFrom(address, {
      method,
      headers: {
        // Beside this header alone the session's cookie counts: no other site can send it.
        'Canbao-Console': '1',
        'Accept-Language': language,
        ...(purpose === null ? {} : { 'Access-Purpose': purpose }),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      credentials: 'same-origin',
    });
    if (!response.ok) throw await problemOf(response);
    const text = await response.text();
    return { body: JSON.parse(text) as Body, text, headers: response.headers };
  }
}

async function fetchFrom(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, init);
  } catch (error) {
    throw new ApiProblem(0, 'unreachable', error instanceof Error ? error.message : String(error), null, {});
  }
}

/** The address of a question, as the `curl` line of a page shows it too. */
export function addressOf(path: string, { path: names = {}, query = {} }: Target = {}): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(names[name] ?? ''));
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined
      ? []
      : [`${name}=${encodeURIComponent(value).replaceAll('%3A', ':').replaceAll('%2C', ',')}`],
  );
  return pairs.length === 0 ? filled : `${filled}?${pairs.join('&')}`;
}
