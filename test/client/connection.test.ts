import { describe, expect, it } from "vitest";
import { backoff } from "../../src/client/backoff.ts";
import { Connection, type ConnectionState, type Position } from "../../src/client/connection.ts";
import { CONNECT_TIMEOUT_MS } from "../../src/client/line.ts";
import type { ServerEvent } from "../../src/protocol/events.ts";
import { message, ready, welcome } from "./events.ts";
import { FakeSurroundings } from "./fake-surroundings.ts";

function connect() {
  const surroundings = new FakeSurroundings();
  const states: ConnectionState[] = [];
  const events: ServerEvent[] = [];
  const seen: { position: Position | null; explanation: () => Promise<"signed_out" | "not_found" | "unknown"> } = {
    position: null,
    explanation: async () => "unknown",
  };
  const connection = new Connection("wood", "tab-1", surroundings, {
    position: () => seen.position,
    changed: (state) => states.push(state),
    received: (more) => events.push(...more),
    explain: () => seen.explanation(),
  });
  connection.open();
  return { surroundings, connection, states, events, seen };
}

function connected() {
  const all = connect();
  all.surroundings.socket.welcome(welcome(), ready);
  return all;
}

describe("the address", () => {
  it("names the tab and, on a first visit, no position", () => {
    const { surroundings } = connect();
    expect(surroundings.socket.url.href).toBe("wss://chat.example/api/rooms/wood/socket?tab=tab-1");
    expect(surroundings.socket.protocol).toBe("dormouse.v1");
  });

  it("carries what has been seen when it connects again", () => {
    const { surroundings, seen } = connected();
    seen.position = { epoch: "e 1", seq: 7, rev: 3 };
    surroundings.socket.listener.closed(1006);
    surroundings.pass(500);
    const { searchParams } = surroundings.socket.url;
    expect(Object.fromEntries(searchParams)).toEqual({ tab: "tab-1", epoch: "e 1", seq: "7", rev: "3" });
  });
});

describe("backoff", () => {
  it("is anything up to half a second first, doubles, and never exceeds 30 s", () => {
    expect(backoff(0, 0)).toBe(0);
    expect(backoff(0, 0.999)).toBeLessThan(500);
    expect(backoff(3, 0.5)).toBe(2_000);
    for (let failures = 0; failures < 2_000; failures++) {
      expect(backoff(failures, 0.999)).toBeLessThan(Math.min(30_000, 500 * 2 ** failures));
    }
  });

  it("grows from failure to failure", () => {
    const { surroundings } = connect();
    const waits: (number | undefined)[] = [];
    for (let failure = 0; failure < 8; failure++) {
      surroundings.socket.listener.closed(1006);
      waits.push(surroundings.nextTimer);
      surroundings.pass(surroundings.nextTimer ?? 0);
    }
    expect(waits).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
  });

  it("starts again after a connection that lasted ten seconds, and not after a shorter one", () => {
    const { surroundings } = connect();
    for (let failure = 0; failure < 3; failure++) {
      surroundings.socket.listener.closed(1006);
      surroundings.pass(surroundings.nextTimer ?? 0);
    }
    surroundings.socket.welcome(welcome(), ready);
    surroundings.pass(9_999);
    surroundings.socket.listener.closed(1006);
    expect(surroundings.nextTimer).toBe(2_000);
    surroundings.pass(2_000);
    surroundings.socket.welcome(welcome(), ready);
    surroundings.pass(10_000);
    surroundings.socket.listener.closed(1006);
    expect(surroundings.nextTimer).toBe(250);
  });

  it("is cut short by the network's return and by a look at the page", () => {
    for (const event of ["online", "visible"] as const) {
      const { surroundings } = connect();
      surroundings.socket.listener.closed(1006);
      surroundings.happen(event);
      expect(surroundings.sockets).toHaveLength(2);
      expect(surroundings.nextTimer).toBe(CONNECT_TIMEOUT_MS);
    }
  });

  it("follows an attempt that gets no answer at all", () => {
    const { surroundings, connection } = connect();
    surroundings.pass(CONNECT_TIMEOUT_MS);
    expect(surroundings.sockets[0]?.closed).toBe(true);
    expect(connection.state).toEqual({ kind: "waiting", because: "network" });
  });
});

describe("after a close", () => {
  it.each([1000, 1001, 1005, 1006, 1011, 1012, 4008])("%i reconnects within half a second", (code) => {
    const { surroundings } = connected();
    surroundings.randomValue = 0.999;
    surroundings.socket.listener.closed(code);
    surroundings.pass(500);
    expect(surroundings.sockets).toHaveLength(2);
  });

  it.each([
    [4000, "replaced"],
    [4001, "signed_out"],
    [4003, "removed"],
    [4004, "room_deleted"],
    [4400, "protocol_error"],
  ] as const)("%i stops, as %s", (code, because) => {
    const { surroundings, connection } = connected();
    surroundings.socket.listener.closed(code);
    surroundings.happen("online");
    surroundings.happen("visible");
    surroundings.pass(3_600_000);
    expect(surroundings.sockets).toHaveLength(1);
    expect(connection.state).toEqual({ kind: "stopped", because });
  });

  it.each([
    [4010, 30_000],
    [4029, 60_000],
  ])("%i waits, and nothing shortens it", (code, ms) => {
    const { surroundings } = connected();
    surroundings.socket.listener.closed(code);
    surroundings.happen("online");
    surroundings.happen("visible");
    surroundings.pass(ms - 1);
    expect(surroundings.sockets).toHaveLength(1);
    surroundings.pass(1);
    expect(surroundings.sockets).toHaveLength(2);
  });

  it("4009 sleeps until someone is there, which a network's return is not", () => {
    const { surroundings, connection } = connected();
    surroundings.socket.listener.closed(4009);
    surroundings.happen("online");
    surroundings.pass(3_600_000);
    expect(surroundings.sockets).toHaveLength(1);
    expect(connection.state).toEqual({ kind: "asleep" });
    connection.wake();
    expect(surroundings.sockets).toHaveLength(2);
  });

  it("takes the reason from bye, whatever the code of the close that follows", () => {
    const { surroundings, connection, events } = connected();
    surroundings.socket.say({ type: "bye", code: 4003, reason: "removed", reconnect: false });
    surroundings.socket.listener.closed(1006);
    expect(connection.state).toEqual({ kind: "stopped", because: "removed" });
    expect(events.at(-1)).toMatchObject({ type: "bye" });
  });

  it("obeys a bye with a code it does not know", () => {
    const stay = connected();
    stay.surroundings.socket.say({ type: "bye", code: 4999, reason: "?", reconnect: false });
    expect(stay.connection.state).toEqual({ kind: "stopped", because: "refused" });
    const back = connected();
    back.surroundings.socket.say({ type: "bye", code: 4999, reason: "?", reconnect: true });
    expect(back.connection.state).toEqual({ kind: "waiting", because: "network" });
  });

  it("asks why it is not let in, and stops if the answer is final", async () => {
    const { surroundings, connection, seen } = connect();
    seen.explanation = async () => "not_found";
    surroundings.socket.listener.closed(1006);
    await Promise.resolve();
    expect(connection.state).toEqual({ kind: "stopped", because: "not_found" });
    surroundings.pass(60_000);
    expect(surroundings.sockets).toHaveLength(1);
  });

  it("asks again after an answer that did not come, and not after one that did", async () => {
    const { surroundings, seen } = connect();
    const answers = [Promise.reject(new Error("offline")), Promise.resolve("unknown" as const)];
    let asked = 0;
    seen.explanation = () => answers[asked++]!;
    for (let failure = 0; failure < 4; failure++) {
      surroundings.socket.listener.closed(1006);
      await new Promise((resolve) => setImmediate(resolve));
      surroundings.pass(surroundings.nextTimer ?? 0);
    }
    expect(asked).toBe(2);
  });
});

describe("heartbeat", () => {
  it("is sent every 30 s, and every 60 s while hidden", () => {
    const { surroundings } = connected();
    const { socket } = surroundings;
    surroundings.pass(29_999);
    expect(socket.sent).toEqual([]);
    surroundings.pass(1);
    expect(socket.sent).toEqual(["ping"]);
    surroundings.isHidden = true;
    socket.listener.received("pong");
    surroundings.pass(59_999);
    expect(socket.sent).toEqual(["ping"]);
    surroundings.pass(1);
    expect(socket.sent).toEqual(["ping", "ping"]);
  });

  it("drops a line whose pong does not come within 10 s, and returns", () => {
    const { surroundings, connection } = connected();
    surroundings.pass(39_999);
    expect(connection.state.kind).toBe("open");
    surroundings.pass(1);
    expect(surroundings.sockets[0]?.closed).toBe(true);
    expect(connection.state).toEqual({ kind: "waiting", because: "network" });
    surroundings.pass(500);
    expect(surroundings.sockets).toHaveLength(2);
  });

  it("takes silence alone for nothing", () => {
    const { surroundings, connection } = connected();
    for (let minute = 0; minute < 120; minute++) {
      surroundings.pass(30_000);
      surroundings.socket.listener.received("pong");
    }
    expect(surroundings.sockets).toHaveLength(1);
    expect(connection.state.kind).toBe("open");
  });

  it("waits longer for a pong behind frames that still arrive", () => {
    const { surroundings, connection } = connected();
    surroundings.pass(30_000);
    for (let frame = 0; frame < 5; frame++) {
      surroundings.pass(9_000);
      surroundings.socket.say({ type: "read", seq: 1 });
    }
    expect(connection.state.kind).toBe("open");
  });

  it("is sent at once when the page is looked at again or the network changed", () => {
    const { surroundings } = connected();
    surroundings.happen("visible");
    expect(surroundings.socket.sent).toEqual(["ping"]);
    surroundings.happen("online");
    expect(surroundings.socket.sent).toEqual(["ping"]);
    surroundings.socket.listener.received("pong");
    surroundings.happen("online");
    expect(surroundings.socket.sent).toEqual(["ping", "ping"]);
  });
});

describe("acknowledgements", () => {
  it("tell the characters received whenever 131,072 more have come in, pongs not counted", () => {
    const { surroundings } = connect();
    const { socket } = surroundings;
    const frame = JSON.stringify([message(1, { text: "x".repeat(4_000) })]);
    let received = 0;
    const take = (data: string) => {
      received += data.length;
      socket.listener.received(data);
    };
    socket.listener.opened();
    take(JSON.stringify([welcome(), ready]));
    while (received < 131_072 - frame.length) take(frame);
    for (let beat = 0; beat < 100; beat++) socket.listener.received("pong");
    expect(socket.frames()).toEqual([]);
    take(frame);
    expect(socket.frames()).toEqual([{ type: "ack", received }]);
    const first = received;
    while (received < first + 131_072) take(frame);
    expect(socket.frames()).toEqual([
      { type: "ack", received: first },
      { type: "ack", received },
    ]);
  });

  it("begin anew on each connection", () => {
    const { surroundings } = connected();
    const frame = JSON.stringify([message(1, { text: "x".repeat(100_000) })]);
    surroundings.socket.listener.received(frame);
    surroundings.socket.listener.closed(1006);
    surroundings.pass(500);
    surroundings.socket.welcome(welcome(), ready);
    surroundings.socket.listener.received(frame);
    expect(surroundings.socket.frames()).toEqual([]);
  });
});

describe("a socket that is over", () => {
  it("is not heard any more", () => {
    const { surroundings, connection, events } = connected();
    const stale = surroundings.socket;
    surroundings.pass(40_000);
    surroundings.pass(500);
    surroundings.socket.welcome(welcome(), ready);
    const heard = events.length;
    stale.say(message(1));
    stale.listener.received("not JSON");
    stale.listener.closed(4001);
    stale.listener.opened();
    expect(events).toHaveLength(heard);
    expect(connection.state.kind).toBe("open");
    surroundings.pass(30_000);
    expect(stale.sent).toEqual(["ping"]);
  });

  it("after leaving, neither speaks nor comes back", () => {
    const { surroundings, connection, states } = connected();
    connection.close();
    surroundings.socket.listener.closed(1006);
    surroundings.happen("online");
    surroundings.pass(3_600_000);
    expect(surroundings.sockets).toHaveLength(1);
    expect(states.at(-1)).toEqual({ kind: "stopped", because: "left" });
    expect(connection.send({ type: "typing" })).toBe(false);
  });
});

it("a frame that is no JSON array ends the line, and the connection resumes", () => {
  const { surroundings } = connected();
  surroundings.socket.listener.received("<html>");
  surroundings.pass(500);
  expect(surroundings.sockets).toHaveLength(2);
});

it("nothing is sent before the welcome", () => {
  const { surroundings, connection } = connect();
  surroundings.socket.listener.opened();
  expect(connection.send({ type: "typing" })).toBe(false);
  surroundings.socket.say(welcome());
  expect(connection.send({ type: "typing" })).toBe(true);
});
