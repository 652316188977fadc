import { expect, it } from "vitest";
import type { Api, Me } from "../../src/client/api.ts";
import { Away } from "../../src/client/away.ts";
import { OwnStatus } from "../../src/client/own-status.ts";
import { Session } from "../../src/client/session.ts";
import { ada } from "./events.ts";
import { FakeSurroundings } from "./fake-surroundings.ts";

/** Ada, whose changes reach the server when the test says so. */
function signedIn() {
  const surroundings = new FakeSurroundings();
  const asked: { visible?: boolean; awayThen: boolean; answer: (me: Me) => void; fail: () => void }[] = [];
  const api: Partial<Api> = {
    change: (changes) =>
      new Promise((answer, reject) => {
        asked.push({ ...changes, awayThen: away.on.peek(), answer, fail: () => reject(new Error("offline")) });
      }),
  };
  const away = new Away(surroundings, "ada");
  const session = new Session(api as Api, surroundings, surroundings.date);
  const own = new OwnStatus(session, away);
  const answer = (visible: boolean) => asked.shift()!.answer({ user: ada, visible });
  return { own, asked, answer };
}

const settle = () => new Promise((done) => setImmediate(done));

it("one is seen as one is, until one chooses otherwise", async () => {
  const { own, asked, answer } = signedIn();
  expect(own.standing.value).toBe("active");
  await own.choose("away");
  expect(own.standing.value).toBe("away");
  expect(asked).toEqual([]);
  const gone = own.choose("invisible");
  await settle();
  expect(asked).toMatchObject([{ visible: false }]);
  expect(own.standing.value).toBe("away");
  answer(false);
  await gone;
  expect(own.standing.value).toBe("invisible");
});

it("who comes back as away is not seen as active for a moment", async () => {
  const { own, asked, answer } = signedIn();
  const gone = own.choose("invisible");
  await settle();
  answer(false);
  await gone;
  const back = own.choose("away");
  await settle();
  expect(asked).toMatchObject([{ visible: true, awayThen: true }]);
  answer(true);
  await back;
  expect(own.standing.value).toBe("away");
});

it("what fails leaves it as it was, and can be chosen again", async () => {
  const { own, asked, answer } = signedIn();
  const failing = own.choose("invisible");
  await settle();
  asked.shift()!.fail();
  await expect(failing).rejects.toThrow("offline");
  expect(own.standing.value).toBe("active");
  const again = own.choose("invisible");
  await settle();
  answer(false);
  await again;
  expect(own.standing.value).toBe("invisible");
});
