import { expect, it } from "vitest";
import { type Api, ApiError, type Me } from "../../src/client/api.ts";
import { Session } from "../../src/client/session.ts";
import { ada, bo } from "./events.ts";
import { fakeStorage } from "./fake-surroundings.ts";

async function begin(me: Me | null, api: Partial<Api> = {}) {
  const storage = fakeStorage();
  const session = new Session({ session: async () => me, ...api } as Api, storage, () => 1_700_000_000_000);
  await session.begin();
  return { session, storage };
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
  await session.begin();
  expect(session.state.value.kind).toBe("signed_in");
});

it("signing out forgets what this person wrote on this device, and nobody else's", async () => {
  const { session, storage } = await begin({ user: ada }, { signOut: async () => {} });
  for (const user of ["ada", "bo"]) {
    storage.setItem(`dormouse:${user}:draft:wood`, "x");
    storage.setItem(`dormouse:${user}:outbox:wood:id`, "{}");
  }
  await session.signOut();
  expect(storage.length).toBe(2);
  expect(storage.getItem("dormouse:bo:draft:wood")).toBe("x");
  expect(session.state.value).toEqual({ kind: "signed_out", ended: false });
});

it("a session that ended elsewhere asks for a name again, or goes on as who is signed in by now", async () => {
  const answers: (Me | null)[] = [{ user: ada }, { user: bo }, null];
  const { session } = await begin(null, { session: async () => answers.shift() ?? null });
  await session.changed();
  expect(session.state.value).toEqual({ kind: "signed_in", user: bo });
  await session.changed();
  expect(session.state.value).toEqual({ kind: "signed_out", ended: true });
});
