import { OPERATOR_TOKEN } from "../site.ts";
import { busyDay } from "./busy-day.ts";
import type { Stage } from "./stage.ts";

/** Before one is let in, and after one was sent out. */
export async function outside(stage: Stage): Promise<void> {
  const { page, context, club } = stage;
  const name = page.getByRole("textbox", { name: "Your name" });
  const join = page.getByRole("button", { name: "Join" });
  const again = page.getByRole("button", { name: "Try again" });
  const session = "**/api/session";
  let answer = () => {};
  await page.route(session, (route) => {
    answer = () => void route.continue();
  });
  await page.goto("/");
  await page.getByText("Opening").waitFor();
  await stage.rest();
  await stage.look("opening");
  answer();
  await page.unroute(session);
  await name.waitFor();
  await stage.look("first-visit");
  await page.route(session, (route) =>
    route.fulfill({ status: 429, headers: { "retry-after": "120" }, json: { code: "rate_limited", detail: "" } }),
  );
  await name.fill("Ada");
  await join.click();
  await page.getByRole("alert").waitFor();
  await stage.look("first-visit-refused");
  await page.unroute(session);
  await page.route(session, (route) => route.abort());
  await page.reload();
  await page.getByRole("heading", { name: "Nobody answers" }).waitFor();
  await stage.look("nobody-answers");
  await page.unroute(session);
  await page.route(session, (route) =>
    route.fulfill({ status: 503, headers: { "retry-after": "7200" }, json: { code: "unavailable", detail: "" } }),
  );
  await again.click();
  await page.getByRole("heading", { name: "That was all for today" }).waitFor();
  await stage.look("quota-page");
  await page.unroute(session);
  await again.click();
  await name.fill("Adele");
  await join.click();
  await page.getByRole("button", { name: "Settings", exact: true }).click();
  await page.getByText("This browser cannot notify you here.").waitFor();
  await stage.look("notifications-unsupported");
  await page.keyboard.press("Escape");
  await stage.go(`/r/${club.empty}`);
  await page.getByText("It is quiet in here").waitFor();
  await context.request.delete("/api/session", { headers: { Origin: new URL(page.url()).origin } });
  await page.getByText("You were signed out").waitFor();
  await stage.look("signed-out");
}

/** What the operator sees. */
export async function operator(stage: Stage): Promise<void> {
  const { page } = stage;
  await page.route("**/api/usage", (route) => route.fulfill({ json: busyDay }));
  await page.goto("/usage");
  const token = page.getByLabel("Operator's token");
  await token.waitFor();
  await stage.look("usage-locked");
  await token.fill(OPERATOR_TOKEN);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Last 30 days" }).waitFor();
  await page.getByText("The same as a table").click();
  await stage.look("usage");
}
