import type { Connection } from "./connection.ts";
import { report } from "./report.ts";
import type { Sql } from "./storage.ts";

/**
 * How far each user has read. While somebody is here it lives with their connections, where it costs nothing; a row is
 * written when they leave, and only if they have read on.
 */
export class Reads {
  constructor(private readonly sql: Sql) {}

  /** How far the user of these connections has read; 0 if nothing. */
  of(user: string, connections: Connection[]): number {
    if (connections.length > 0) return Math.max(...connections.map((connection) => connection.state.read));
    const [row] = this.sql.exec<{ seq: number }>("SELECT seq FROM reads WHERE user = ?", user).toArray();
    return row?.seq ?? 0;
  }

  /** Writes down how far a user had read who leaves. */
  keep(user: string, seq: number): void {
    try {
      if (seq <= this.of(user, [])) return;
      this.sql.exec("INSERT OR REPLACE INTO reads (user, seq) VALUES (?, ?)", user, seq);
    } catch (error) {
      // The client says again how far it has read when it comes back; leaving must not fail for it.
      report(error);
    }
  }
}
