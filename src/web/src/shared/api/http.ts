import { currentLanguage, type Language, translate } from '@/shared/i18n/i18n';
import { ApiProblem, readProblem } from './problem';
import type { Shape } from './shape';
import { traceparent } from './trace';

export interface RequestOptions<T> {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly body?: unknown;
  /** The version the user has seen. */
  readonly ifMatch?: number;
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
  /** The page's own unless a document is read, which has one of its own. */
  readonly language?: Language;
  /** JSON unless something narrower is wanted. */
  readonly accept?: string;
  /** Left out when the answer has no body. */
  readonly shape?: Shape<T>;
  /** True where a 401 is an answer about the password typed and not the end of the session. */
  readonly unauthorizedIsAnswer?: boolean;
}

const onUnauthorized = new Set<() => void>();

/** Called when a request finds that the session has ended. Returns how to stop listening. */
export function whenUnauthorized(listener: () => void): () => void {
  onUnauthorized.add(listener);
  return () => onUnauthorized.delete(listener);
}

const onPasswordRequired = new Set<() => void>();

/** Called when a request is refused until the user has changed the password. Returns how to stop listening. */
export function whenPasswordRequired(listener: () => void): () => void {
  onPasswordRequired.add(listener);
  return () => onPasswordRequired.delete(listener);
}

/**
 * Calls the server and checks what it answers.
 * @throws {ApiProblem} for every answer but success, and when there is none
 */
export async function request<T = void>(path: string, options: RequestOptions<T> = {}): Promise<T> {
  const response = await send(path, options);
  const body: unknown = response.status === 204 ? undefined : await response.json().catch(() => undefined);
  if (!response.ok) {
    if (response.status === 401 && !options.unauthorizedIsAnswer) for (const listener of onUnauthorized) listener();
    const problem = readProblem(response.status, body, titleFor(response.status));
    if (problem.code === 'password-change-required') for (const listener of onPasswordRequired) listener();
    throw problem;
  }
  return options.shape ? options.shape.read(body, path.split('?')[0] ?? path) : (undefined as T);
}

async function send(path: string, options: RequestOptions<unknown>): Promise<Response> {
  const headers: Record<string, string> = {
    Accept: options.accept ?? 'application/json',
    'Accept-Language': (options.language ?? currentLanguage()) === 'en' ? 'en' : 'zh-CN',
    traceparent: traceparent(),
  };
  if (options.method && options.method !== 'GET') headers['X-Telemed'] = '1';
  if (options.body !== undefined) headers['Content-Type'] = 'application/json';
  if (options.ifMatch !== undefined) headers['If-Match'] = `"${options.ifMatch}"`;
  if (options.idempotencyKey) headers['Idempotency-Key'] = options.idempotencyKey;
  try {
    return await fetch(path, {
      method: options.method ?? 'GET',
      headers,
      body: options.body === undefined ? undefined : JSON.stringify(options.body),
      signal: options.signal,
      credentials: 'same-origin',
    });
  } catch (cause) {
    if (options.signal?.aborted) throw cause;
    throw new ApiProblem(0, 'unreachable', translate('error.unreachable'));
  }
}

function titleFor(status: number): string {
  if (status === 403) return translate('error.forbidden');
  if (status === 404) return translate('error.notFound');
  if (status === 412) return translate('error.stale');
  return translate('error.server', { status });
}

/** Path with the query members that have a value. */
export function withQuery(path: string, query: Record<string, string | number | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined && value !== '') search.set(name, String(value));
  const tail = search.toString();
  return tail ? `${path}?${tail}` : path;
}
