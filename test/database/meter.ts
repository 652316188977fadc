/** D1, counting round trips and the rows that it says were read and written. */
export function meter(db: D1Database): { db: D1Database; trips: number; read: number; written: number } {
  const metered = {
    trips: 0,
    read: 0,
    written: 0,
    db: {
      prepare: (query: string) => db.prepare(query),
      batch: async <T>(statements: D1PreparedStatement[]) => {
        metered.trips++;
        const results = await db.batch<T>(statements);
        for (const { meta } of results) {
          metered.read += meta.rows_read;
          metered.written += meta.rows_written;
        }
        return results;
      },
    } as D1Database,
  };
  return metered;
}
