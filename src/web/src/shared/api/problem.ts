/** What the server says went wrong (RFC 9457), or that it could not be reached. */
export class ApiProblem extends Error {
  constructor(
    /** HTTP status; 0 when there was no answer at all. */
    readonly status: number,
    /** Stable code in kebab-case. */
    readonly code: string,
    /** For the user, in the user's language. */
    readonly title: string,
    readonly fields: Readonly<Record<string, readonly FieldProblem[]>> = {},
    readonly extensions: Readonly<Record<string, unknown>> = {},
  ) {
    super(title);
    this.name = 'ApiProblem';
  }

  get isOffline() {
    return this.status === 0;
  }

  get isStale() {
    return this.status === 412;
  }

  /** Whether the same request may succeed later without a change. */
  get isTransient() {
    return this.status === 0 || this.status === 429 || this.status >= 502;
  }

  /** An extension member that is text, such as the id of the case that already exists. */
  extension(...names: string[]): string | undefined {
    for (const name of names) {
      const value = this.extensions[name];
      if (typeof value === 'string' || typeof value === 'number') return String(value);
    }
    return undefined;
  }
}

export interface FieldProblem {
  readonly code: string;
  readonly text: string;
}

/** Reads problem+json of any quality: a proxy in between may answer with HTML. */
export function readProblem(status: number, body: unknown, fallbackTitle: string): ApiProblem {
  if (typeof body !== 'object' || body === null) return new ApiProblem(status, `http-${status}`, fallbackTitle);
  const { title, code, errors, type: _type, status: _status, traceId: _trace, ...extensions } = body as Record<string, unknown>;
  const fields: Record<string, FieldProblem[]> = {};
  for (const [field, found] of Object.entries((errors ?? {}) as Record<string, unknown>)) {
    const items = Array.isArray(found) ? found : [found];
    fields[field] = items.map((item) =>
      typeof item === 'object' && item !== null
        ? { code: String((item as FieldProblem).code ?? 'invalid'), text: String((item as FieldProblem).text ?? '') }
        : { code: 'invalid', text: String(item) },
    );
  }
  return new ApiProblem(
    status,
    typeof code === 'string' ? code : `http-${status}`,
    typeof title === 'string' && title ? title : fallbackTitle,
    fields,
    extensions,
  );
}
