import { describe, expect, it } from "vitest";
import { type Api, ApiError, type Me } from "../../src/client/api.ts";
import { Session } from "../../src/client/session.ts";
import { ada, bo } from "./events.ts";
import { FakeSurroundings } from "./fake-surroundings.ts";

const offline = async () => {
  throw new ApiError(0, "offline", "");
};

async function begin(me: Me | null, api: Partial<Api> = {}, surroundings = new FakeSurroundings()) {
  const session = new Session({ session: async () => me, ...api } as Api, surroundings, surroundings.date);
  await session.begin();
  return { session, surroundings, storage: surroundings.storage };
}

it("begins with whoever the server says is there", async () => {
  const { session } = await begin({ user: ada, visible: false });
  expect(session.state.value).toEqual({ kind: "signed_in", user: ada });
  expect(session.visible.value).toBe(false);
  expect((await begin(null)).session.state.value).toEqual({ kind: "signed_out", ended: false });
});

it("without a server says so and can be begun again", async () => {
  let up = false;
  const { session } = await begin(null, {
    session: async () => {
      if (!up) throw new ApiError(0, "offline", "");
      return { user: ada };
    },
  });
  expect(session.state.value).toEqual({ kind: "unreachable", until: null });
  up = true;
  const begun = session.begin();
  expect(session.isAsking.value).toBe(true);
  await begun;
  expect(session.isAsking.value).toBe(false);
  expect(session.state.value.kind).toBe("signed_in");
});

it("without a server goes on as whoever was here last, until the server says who it is", async () => {
  const { surroundings } = await begin({ user: ada, visible: false });
  const answers: (Me | null)[] = [{ user: bo }, null];
  let up = false;
  const session = async () => (up ? (answers.shift() ?? null) : offline());
  const later = (await begin(null, { session }, surroundings.beside())).session;
  expect(later.state.value).toEqual({ kind: "signed_in", user: ada });
  expect(later.visible.value).toBe(false);
  up = true;
  await later.confirm();
  expect(later.state.value).toEqual({ kind: "signed_in", user: bo });
  await later.confirm();
  expect(answers).toHaveLength(1);
  await later.changed();
  expect(later.state.value).toEqual({ kind: "signed_out", ended: true });
  expect((await begin(null, { session: offline }, surroundings.beside())).session.state.value.kind).toBe("unreachable");
});

it("begins before the server has answered, if somebody was here", async () => {
  const { surroundings } = await begin({ user: ada });
  const slow = new Session({ session: () => new Promise(() => {}) } as unknown as Api, surroundings, surroundings.date);
  void slow.begin();
  expect(slow.state.value).toEqual({ kind: "signed_in", user: ada });
});

it("remembers nothing that proves who somebody is", async () => {
  const signIn = async () => ({ user: ada, token: "secret" });
  const { session, storage } = await begin(null, { signIn });
  await session.signIn("Ada");
  expect(storage.getItem("dormouse:me")).toBe(JSON.stringify({ user: ada }));
});

describe("what this device keeps of people", () => {
  async function write({ storage, records }: FakeSurroundings, user: string) {
    storage.setItem(`dormouse:${user}:draft:wood`, "x");
    storage.setItem(`dormouse:${user}:outbox:wood:id`, "{}");
    await records.set(`dormouse:${user}:room:wood`, {});
  }

  it("is deleted when they sign out; its settings are not", async () => {
    const { session, surroundings, storage } = await begin({ user: ada }, { signOut: async () => {} });
    await write(surroundings, "ada");
    storage.setItem("dormouse:theme", "dark");
    await session.signOut();
    expect(await surroundings.records.keys()).toEqual([]);
    expect([storage.length, storage.getItem("dormouse:theme")]).toEqual([1, "dark"]);
    expect(session.state.value).toEqual({ kind: "signed_out", ended: false });
  });

  it("is still there if the server did not hear of it", async () => {
    const { session, surroundings } = await begin({ user: ada }, { signOut: offline });
    await write(surroundings, "ada");
    await expect(session.signOut()).rejects.toThrow();
    expect(surroundings.storage.getItem("dormouse:ada:draft:wood")).toBe("x");
    expect(session.state.value.kind).toBe("signed_in");
  });

  it("is deleted when somebody else is there, and when nobody is", async () => {
    const { surroundings } = await begin({ user: ada });
    await Promise.all([write(surroundings, "ada"), write(surroundings, "bo")]);
    await begin({ user: bo }, {}, surroundings.beside());
    await expect.poll(() => surroundings.records.keys()).toEqual(["dormouse:bo:room:wood"]);
    expect(surroundings.storage.getItem("dormouse:ada:draft:wood")).toBeNull();
    expect(surroundings.storage.getItem("dormouse:bo:draft:wood")).toBe("x");
    await begin(null, {}, surroundings.beside());
    expect(await surroundings.records.keys()).toEqual([]);
    expect(surroundings.storage.length).toBe(0);
  });
});

it("is one for all tabs: who signs out, in or changes their name in one does so in the others", async () => {
  const { session, surroundings } = await begin(
    { user: ada },
    {
      signOut: async () => {},
      signIn: async () => ({ user: bo }),
      change: async () => ({ user: { ...bo, name: "Bob" } }),
    },
  );
  const other = (await begin({ user: ada }, {}, surroundings.beside())).surroundings;
  const second = new Session({ session: async () => ({ user: ada }) } as unknown as Api, other, other.date);
  await second.begin();
  await session.signOut();
  other.storedElsewhere("dormouse:me");
  expect(second.state.value).toEqual({ kind: "signed_out", ended: true });
  await session.signIn("Bo");
  other.storedElsewhere("dormouse:me");
  expect(second.state.value).toEqual({ kind: "signed_in", user: bo });
  await session.change({ name: "Bob" });
  other.storedElsewhere("dormouse:me");
  expect(second.state.value).toEqual({ kind: "signed_in", user: { ...bo, name: "Bob" } });
});

it("a session that ended elsewhere asks for a name again, or goes on as who is signed in by now", async () => {
  const answers: (Me | null)[] = [{ user: ada }, { user: bo }, null];
  const { session } = await begin(null, { session: async () => answers.shift() ?? null });
  await session.changed();
  expect(session.state.value).toEqual({ kind: "signed_in", user: bo });
  await session.changed();
  expect(session.state.value).toEqual({ kind: "signed_out", ended: true });
});
