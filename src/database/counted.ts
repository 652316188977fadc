/** Rows that D1 has read and written, by its own count, which is the one that is charged for. */
export interface DatabaseRows {
  read: number;
  written: number;
}

/**
 * D1 as it is, with every answer's cost passed on. It has the two methods that this folder uses.
 * @param note told what each round trip has cost
 */
export function counted(db: D1Database, note: (rows: DatabaseRows) => void): D1Database {
  const handle: Pick<D1Database, "prepare" | "batch"> = {
    prepare: (query) => db.prepare(query),
    async batch<T>(statements: D1PreparedStatement[]) {
      const results = await db.batch<T>(statements);
      const rows = { read: 0, written: 0 };
      for (const { meta } of results) {
        rows.read += meta.rows_read;
        rows.written += meta.rows_written;
      }
      note(rows);
      return results;
    },
  };
  return handle as D1Database;
}
