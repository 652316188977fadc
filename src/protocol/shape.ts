/** Gives a value that came from elsewhere the type it should have. @throws TypeError if it is something else */
export type Reader<T> = (value: unknown) => T;

export const text = only<string>((value) => typeof value === "string");
export const number = only<number>((value) => typeof value === "number");
export const flag = only<boolean>((value) => typeof value === "boolean");

export function oneOf<const T>(...values: T[]): Reader<T> {
  return only<T>((value) => values.includes(value as T));
}

/** For a field that may be missing. */
export function optional<T>(read: Reader<T>): Reader<T | undefined> {
  return (value) => (value === undefined ? value : read(value));
}

/** For a field that has a value if it is missing. */
export function orElse<T>(read: Reader<T>, missing: T): Reader<T> {
  return (value) => (value === undefined ? missing : read(value));
}

export function list<T>(read: Reader<T>): Reader<T[]> {
  return (value) => lists(value).map((item) => read(item));
}

/** An object with any names. */
export function record<T>(read: Reader<T>): Reader<Record<string, T>> {
  return (value) => Object.fromEntries(Object.entries(objects(value)).map(([name, each]) => [name, read(each)]));
}

/** An object with these fields. What else it has is left out. */
export function shape<T extends object>(fields: { [K in keyof Required<T>]: Reader<T[K]> }): Reader<T> {
  const readers = Object.entries<Reader<unknown>>(fields);
  return (value) => {
    const from = objects(value);
    const read: Record<string, unknown> = {};
    for (const [name, reader] of readers) {
      const field = reader(from[name]);
      if (field !== undefined) read[name] = field;
    }
    return read as T;
  };
}

const lists = only<unknown[]>(Array.isArray);
const objects = only<Record<string, unknown>>(
  (value) => typeof value === "object" && value !== null && !Array.isArray(value),
);

function only<T>(isOne: (value: unknown) => boolean): Reader<T> {
  return (value) => {
    if (!isOne(value)) throw new TypeError("A value from elsewhere is not what it should be.");
    return value as T;
  };
}
