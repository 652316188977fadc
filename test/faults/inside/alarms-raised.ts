import { expect, onTestFinished, vi } from "vitest";

/** Notes whatever goes wrong without anybody being told: complaints on the console, and rejections nobody handles. */
export function listenForAlarms(): { expectNone(): void } {
  const log = vi.spyOn(console, "error").mockImplementation(() => {});
  const unhandled: unknown[] = [];
  const note = (event: PromiseRejectionEvent) => void unhandled.push(event.reason);
  addEventListener("unhandledrejection", note);
  onTestFinished(() => {
    log.mockRestore();
    removeEventListener("unhandledrejection", note);
  });
  return {
    expectNone() {
      expect(log.mock.calls).toEqual([]);
      expect(unhandled).toEqual([]);
    },
  };
}
