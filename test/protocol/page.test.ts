import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type PageQuery, pageRange } from "../../src/protocol/page.ts";

test.each<[PageQuery, number, number, number, boolean, boolean]>([
  [{}, 120, 71, 120, true, false],
  [{}, 3, 1, 3, false, false],
  [{ before: 71, limit: 20 }, 120, 51, 70, true, true],
  [{ before: 1 }, 120, 1, 0, false, true],
  [{ after: 118 }, 120, 119, 120, true, false],
  [{ after: 120 }, 120, 121, 120, true, false],
  [{ after: 0, limit: 2 }, 120, 1, 2, false, true],
  [{ around: 60, limit: 5 }, 120, 58, 62, true, true],
  [{ around: 1, limit: 5 }, 120, 1, 5, false, true],
  [{ around: 999, limit: 5 }, 120, 116, 120, true, false],
])("%j of %i messages are %i to %i", (query, seq, from, to, hasBefore, hasAfter) => {
  expect(pageRange(query, seq)).toEqual({ from, to, hasBefore, hasAfter });
});

test("a page never holds more than was asked for, and says truly whether there is more on either side", () => {
  const cursor = fc.nat(130);
  const query = fc.oneof(
    fc.record({ before: cursor }),
    fc.record({ after: cursor }),
    fc.record({ around: cursor }),
    fc.constant({}),
  );
  fc.assert(
    fc.property(query, fc.integer({ min: 1, max: 100 }), fc.nat(120), (cursors, limit, seq) => {
      const { from, to, hasBefore, hasAfter } = pageRange({ ...cursors, limit }, seq);
      expect(to - from).toBeLessThan(limit);
      if (to < from) return;
      expect([from >= 1, to <= seq]).toEqual([true, true]);
      expect(hasBefore).toBe(from > 1);
      expect(hasAfter).toBe(to < seq);
    }),
  );
});

test("scrolling back page by page shows every message once", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), fc.nat(120), (limit, seq) => {
      const seen: number[] = [];
      let before: number | undefined;
      for (;;) {
        const { from, to, hasBefore } = pageRange({ limit, ...(before !== undefined && { before }) }, seq);
        for (let n = to; n >= from; n--) seen.push(n);
        if (!hasBefore) break;
        before = from;
      }
      expect(seen).toEqual(Array.from({ length: seq }, (_, n) => seq - n));
    }),
  );
});
