/** A statement and how to read its rows, so that several can go to D1 in one round trip. */
export interface Query<T> {
  statement: D1PreparedStatement;
  read(rows: unknown[]): T;
}

/** The queries that answer with the values of the tuple `T`. */
export type Queries<T extends unknown[]> = { [I in keyof T]: Query<T[I]> };

/** D1 could not be asked, or refused; `cause` says why. */
export class DatabaseUnavailable extends Error {
  override readonly name = "DatabaseUnavailable";
}

/** A query for one row. The columns of a statement are known where it is written, hence `Row` is taken at its word. */
export function one<Row, T>(statement: D1PreparedStatement, toValue: (row: Row) => T): Query<T | undefined> {
  return { statement, read: ([row]) => (row === undefined ? undefined : toValue(row as Row)) };
}

/** A query for any number of rows. */
export function all<Row, T>(statement: D1PreparedStatement, toValue: (row: Row) => T): Query<T[]> {
  return { statement, read: (rows) => rows.map((row) => toValue(row as Row)) };
}

/** A statement that answers nothing. */
export function write(statement: D1PreparedStatement): Query<void> {
  return { statement, read: () => undefined };
}

/**
 * Asks D1 all `queries` in one round trip and one transaction: all of them take effect or none.
 * @throws DatabaseUnavailable if D1 fails; a retry, where one is safe, is the platform's business
 */
export async function ask<T extends unknown[]>(db: D1Database, ...queries: Queries<T>): Promise<T> {
  let results: D1Result[];
  try {
    results = await db.batch(queries.map((query) => query.statement));
  } catch (cause) {
    throw new DatabaseUnavailable("D1 did not answer.", { cause });
  }
  return queries.map((query, i) => query.read(results[i]!.results)) as T;
}
