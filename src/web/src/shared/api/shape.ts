/** Checks an answer of the server at the edge; inside, the page trusts its types. */
export interface Shape<T> {
  /** @throws {ShapeError} when the value is something else */
  read(value: unknown, path: string): T;
  /** Marks a member that may be absent. */
  readonly optional?: true;
}

export type Read<S> = S extends Shape<infer T> ? T : never;

export class ShapeError extends Error {
  constructor(
    readonly path: string,
    expected: string,
  ) {
    super(`Unexpected answer at ${path}: expected ${expected}`);
    this.name = 'ShapeError';
  }
}

const primitive = <T>(name: string, is: (value: unknown) => value is T): Shape<T> => ({
  read(value, path) {
    if (!is(value)) throw new ShapeError(path, name);
    return value;
  },
});

export const text = primitive('text', (value): value is string => typeof value === 'string');
export const number = primitive('a number', (value): value is number => typeof value === 'number' && Number.isFinite(value));
export const flag = primitive('true or false', (value): value is boolean => typeof value === 'boolean');
export const anything: Shape<unknown> = { read: (value) => value };

/** Absent and null are the same to the page. */
export const optional = <T>(shape: Shape<T>): Shape<T | undefined> => ({
  optional: true,
  read: (value, path) => (value === undefined || value === null ? undefined : shape.read(value, path)),
});

/** Absent and null become the given value. */
export const withDefault = <T>(shape: Shape<T>, fallback: T): Shape<T> => ({
  read: (value, path) => (value === undefined || value === null ? fallback : shape.read(value, path)),
});

export const list = <T>(shape: Shape<T>): Shape<T[]> => ({
  read(value, path) {
    if (!Array.isArray(value)) throw new ShapeError(path, 'a list');
    return value.map((item, index) => shape.read(item, `${path}[${index}]`));
  },
});

/** A list that may be left out when it is empty. */
export const optionalList = <T>(shape: Shape<T>): Shape<T[]> => withDefault(list(shape), []);

export const record = <T>(shape: Shape<T>): Shape<Record<string, T>> => ({
  read(value, path) {
    if (!isObject(value)) throw new ShapeError(path, 'an object');
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shape.read(item, `${path}.${key}`)]));
  },
});

type Shapes = Record<string, Shape<unknown>>;
type OptionalKeys<S extends Shapes> = { [K in keyof S]: undefined extends Read<S[K]> ? K : never }[keyof S];
export type ObjectOf<S extends Shapes> = { [K in Exclude<keyof S, OptionalKeys<S>>]: Read<S[K]> } & {
  [K in OptionalKeys<S>]?: Read<S[K]>;
};

/** Members that are not named are dropped. */
export const object = <S extends Shapes>(members: S): Shape<ObjectOf<S>> => ({
  read(value, path) {
    if (!isObject(value)) throw new ShapeError(path, 'an object');
    const entries = Object.entries(members).map(([key, shape]) => [key, shape.read(value[key], `${path}.${key}`)]);
    return Object.fromEntries(entries) as ObjectOf<S>;
  },
});

/** A page of a list with its cursor. */
export const page = <T>(item: Shape<T>) => object({ items: list(item), next: optional(text) });

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
