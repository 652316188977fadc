import { expect, it } from "vitest";
import { rowsInView, rowsWith } from "../../src/client/rows-in-view.ts";

it("of a long list only what is in view and a little more is needed", () => {
  expect(rowsInView(0, 400, 40, 2_000)).toEqual({ from: 0, to: 18 });
  expect(rowsInView(4_010, 400, 40, 2_000)).toEqual({ from: 92, to: 119 });
  expect(rowsInView(2_000 * 40 - 400, 400, 40, 2_000)).toEqual({ from: 1_982, to: 2_000 });
});

it("of a short one all, and of an empty one nothing", () => {
  expect(rowsInView(0, 400, 40, 3)).toEqual({ from: 0, to: 3 });
  expect(rowsInView(0, 400, 40, 0)).toEqual({ from: 0, to: 0 });
});

it("a list that became shorter than it is scrolled, or is pulled beyond its end, has rows all the same", () => {
  expect(rowsInView(4_000, 400, 40, 20)).toEqual({ from: 20, to: 20 });
  expect(rowsInView(-90, 400, 40, 20)).toEqual({ from: 0, to: 18 });
});

it("the row with the focus is kept wherever the list is scrolled to", () => {
  expect(rowsWith(1, { from: 4, to: 7 })).toEqual([1, 4, 5, 6]);
  expect(rowsWith(5, { from: 4, to: 7 })).toEqual([4, 5, 6]);
  expect(rowsWith(9, { from: 4, to: 7 })).toEqual([4, 5, 6, 9]);
  expect(rowsWith(-1, { from: 0, to: 0 })).toEqual([]);
});
