import { describe, expect, it } from "vitest";
import { asShare } from "../../src/client/usage/figures.ts";
import { lastDays, ticks } from "../../src/client/usage/scale.ts";
import { UsagePage } from "../../src/client/usage/usage.ts";
import { fakeStorage } from "./fake-surroundings.ts";

function open(answer: () => Response | Promise<Response>, storage = fakeStorage()) {
  const asked: Request[] = [];
  const page = new UsagePage(async (input, init) => {
    asked.push(new Request(new URL(String(input), "https://chat.example"), init));
    return answer();
  }, storage);
  return { page, asked, storage };
}

describe("the operator's token", () => {
  it("goes into a header, never into an address, and is forgotten when it is refused", async () => {
    const { page, asked, storage } = open(() => new Response("{}", { status: 401 }));
    await page.unlock("  secret\n");
    expect(asked.map(({ url, headers }) => [url, headers.get("authorization")])).toEqual([
      ["https://chat.example/api/usage", "Bearer secret"],
    ]);
    expect(page.state.value).toEqual({ kind: "locked", refused: true });
    expect(storage.length).toBe(0);
  });

  it("is asked for before anything else is", async () => {
    const { page, asked } = open(() => new Response("{}"));
    await page.refresh();
    expect(page.state.value).toEqual({ kind: "locked", refused: false });
    expect(asked).toEqual([]);
  });

  it("is kept while the server cannot answer", async () => {
    const answers = [
      () => new Response("{}", { status: 404 }),
      () => Response.json({ code: "unavailable", detail: "" }, { status: 503, headers: { "retry-after": "7200" } }),
      () => Response.error(),
      () => Promise.reject(new TypeError("Failed to fetch")),
    ];
    const reasons: string[] = [];
    for (const answer of answers) {
      const { page, storage } = open(answer);
      await page.unlock("secret");
      const state = page.state.value;
      reasons.push(state.kind === "failed" ? state.reason : state.kind);
      expect(storage.length).toBe(1);
    }
    expect(reasons).toEqual(["no_operator", "spent", "unreachable", "unreachable"]);
  });
});

describe("the chart", () => {
  it.each([
    [0, [0, 1, 2, 3, 4]],
    [3, [0, 1, 2, 3, 4]],
    [10, [0, 2.5, 5, 7.5, 10]],
    [81_950, [0, 25_000, 50_000, 75_000, 100_000]],
    [100_000, [0, 25_000, 50_000, 75_000, 100_000]],
    [5_000_001, [0, 2_000_000, 4_000_000, 6_000_000]],
  ])("of up to %s has round numbers on its axis", (greatest, axis) => {
    expect(ticks(greatest)).toEqual(axis);
  });

  it("has thirty days, over the ends of months and years", () => {
    const days = lastDays("2027-01-03");
    expect(days).toHaveLength(30);
    expect([days[0], days[27], days[28], days[29]]).toEqual(["2026-12-05", "2027-01-01", "2027-01-02", "2027-01-03"]);
  });

  it("never says that more is used than is", () => {
    expect(asShare(0.79999)).toBe("79.9%");
    expect(asShare(0.9999)).toBe("99.9%");
    expect(asShare(1)).toBe("100%");
  });
});
