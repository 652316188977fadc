import type { Person } from "../protocol/model.ts";
import type { Connection, Kept } from "./connection.ts";
import type { Connections } from "./connections.ts";
import type { Grace, Shown } from "./presence.ts";

/** People in their grace that fit into an attachment with everything else. More leave within ten seconds only if all do. */
const GRACES_KEPT = 100;

/**
 * What the room knows of its people after a sleep because their connections kept it, where it costs no row: each how its
 * user is shown, and the oldest what is of nobody who is here.
 */
export class Keepsakes {
  constructor(private readonly connections: Connections) {
    const [, ...others] = connections;
    for (const other of others) {
      if (!other.state.kept) continue;
      // From when it was the oldest: true then, but not for the next time that it is.
      delete other.state.kept;
      other.save();
    }
  }

  /** What spares the room reading its tables. */
  get kept(): Kept | undefined {
    const [keeper] = this.connections;
    return keeper?.state.kept;
  }

  /**
   * Everyone who was shown before the room slept, if their connections say so and nobody is missing. A room of a hundred
   * people that wakes up for every word of theirs would read most of its rows here.
   */
  get people(): Person[] | undefined {
    const [keeper] = this.connections;
    if (!keeper || keeper.state.graces) return undefined;
    const people = [...this.connections.users].flatMap((id) => {
      const [first] = this.connections.of(id);
      const shown = this.shown(id);
      return first?.caller.visible && shown ? [{ ...first.caller.user, ...shown }] : [];
    });
    return people.length === keeper.state.kept?.people ? people : undefined;
  }

  /** How a user was shown: each of their connections keeps it. */
  shown(user: string): Shown | undefined {
    const [shown] = this.connections.of(user).flatMap(({ state }) => state.shown ?? []);
    return shown;
  }

  /** Keeps how the user of these connections is shown. */
  keepShown(own: Connection[], { status, since }: Shown): void {
    for (const each of own) {
      const { shown } = each.state;
      if (shown?.status === status && shown.since === since) continue;
      each.state.shown = { status, since };
      each.save();
    }
  }

  /**
   * Takes over the graces that a connection kept while the room slept. They are forgotten there: after the clock was set
   * back another connection is the oldest, and this one would tell of them when they are long over.
   */
  takeGraces(connection: Connection): Grace[] {
    const { graces } = connection.state;
    if (!graces) return [];
    delete connection.state.graces;
    connection.save();
    return graces;
  }

  /**
   * Who is in their grace has to survive a sleep, and a row for each who leaves is more than that is worth: the oldest
   * connection keeps it. If there is none, there is nobody to be told.
   */
  keepGraces(all: Grace[]): void {
    const [keeper] = this.connections;
    if (!keeper) return;
    const graces = all.slice(-GRACES_KEPT);
    if (graces.length > 0) keeper.state.graces = graces;
    else if (keeper.state.graces) delete keeper.state.graces;
    else return;
    keeper.save();
  }
}
