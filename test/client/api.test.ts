import { expect, it, vi } from "vitest";
import { ApiError, httpApi } from "../../src/client/api.ts";

const answering = (response: () => Response) => httpApi(() => Promise.resolve().then(response));
const problem = (status: number, body: object, headers = {}) => Response.json(body, { status, headers });

it("a refusal is what the server says it is", async () => {
  const api = answering(() => problem(429, { code: "rate_limited", detail: "Slower." }, { "retry-after": "90" }));
  const error = await api.signIn("Ada").catch((refusal: unknown) => refusal);
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({ status: 429, code: "rate_limited", message: "Slower.", retryAfter: 90 });
});

it("no session is an answer, not a failure", async () => {
  const api = answering(() => problem(401, { code: "unauthorized", detail: "Sign in." }));
  expect(await api.session()).toBeNull();
  await expect(api.rooms()).rejects.toMatchObject({ status: 401 });
});

it("an answer that is not the server's is told in words of our own", async () => {
  const api = answering(() => new Response("<html>Bad gateway</html>", { status: 502 }));
  await expect(api.rooms()).rejects.toMatchObject({ status: 502, code: "internal" });
});

it("a server out of reach is told as such", async () => {
  const api = answering(() => {
    throw new TypeError("fetch failed");
  });
  await expect(api.rooms()).rejects.toMatchObject({ status: 0, code: "offline" });
});

it("a server that does not answer in time, or not to the end, is out of reach", async () => {
  const lost = new AbortController();
  const timeout = vi.spyOn(AbortSignal, "timeout").mockReturnValue(lost.signal);
  const silent = httpApi(
    (_, init) => new Promise((_resolve, reject) => init!.signal!.addEventListener("abort", reject)),
  );
  const answer = silent.rooms();
  lost.abort();
  await expect(answer).rejects.toMatchObject({ status: 0, code: "offline" });
  expect(timeout).toHaveBeenCalledWith(20_000);
  timeout.mockRestore();
  const halfway = answering(() => new Response('{"rooms":['));
  await expect(halfway.rooms()).rejects.toMatchObject({ status: 0, code: "offline" });
});
