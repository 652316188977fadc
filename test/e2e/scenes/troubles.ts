import type { Site } from "../site.ts";
import type { Stage } from "./stage.ts";
import { crowdOf, Wire } from "./wire.ts";

/** What seldom happens. */
export async function troubles(stage: Stage, site: Site): Promise<void> {
  const { page, context, club } = stage;
  const wire = await Wire.across(context);
  await context.clock.install();
  wire.crowd = crowdOf(1_999);
  await page.goto(`/r/${club.room}`);
  await page.getByText("🎉🌱").waitFor();
  await stage.openDrawer("People");
  await page.getByRole("searchbox", { name: "Find people" }).waitFor();
  await stage.look("crowd");
  wire.crowd = [];
  await page.keyboard.press("Escape");
  await undelivered(stage, wire);
  await elsewhere(stage, site, wire);
  wire.connection = "silent";
  await stage.go(`/r/${club.silent}`);
  await page.getByText("Waking the room").waitFor();
  await stage.rest();
  await stage.look("connecting");
  wire.cut();
  await context.clock.fastForward(5_000);
  await page.getByText(/^(No connection|Offline)/).waitFor();
  await stage.look("offline");
}

/** What does not reach the room. */
async function undelivered(stage: Stage, wire: Wire): Promise<void> {
  const { page, context, club } = stage;
  await stage.go(`/r/${club.empty}`);
  await stage.post("Too loud?");
  wire.fate = "is refused";
  await stage.menuOf("Too loud?");
  await page.getByRole("menuitem", { name: "Edit" }).click();
  await stage.say("Too loud!");
  await page.getByText("Your edit was not accepted").first().waitFor();
  await stage.look("edit-refused");
  await page.getByRole("button", { name: "Discard" }).click();
  await stage.say("Even louder");
  await page.getByText("Not sent").waitFor();
  await stage.look("refused");
  await page.getByRole("button", { name: "Discard" }).click();
  await changing(stage, wire);
  wire.fate = "is lost";
  await stage.say("Did you get this?");
  await page.getByText("Sending…").waitFor();
  await stage.look("sending");
  await context.clock.fastForward(16_000);
  await page.getByText("Not confirmed").waitFor();
  await stage.look("unconfirmed");
  wire.fate = "finds the quota spent";
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByText("free quota is used up").waitFor();
  await stage.look("quota");
  wire.fate = "arrives";
}

/** Changes to a message that nobody answers, and an edit that is left for something else. */
async function changing(stage: Stage, wire: Wire): Promise<void> {
  const { page, context } = stage;
  wire.fate = "is lost";
  await stage.menuOf("Too loud?");
  await page.getByRole("menuitem", { name: "Edit" }).click();
  await stage.say("Loud enough?");
  await page.getByText("Sending…").waitFor();
  await stage.menuOf("Loud enough?");
  await page.getByRole("menuitem", { name: "🎉" }).click();
  await page.locator(".reaction.pending").waitFor();
  await stage.look("changing");
  await context.clock.fastForward(16_000);
  await page.getByRole("article").getByText("Your change is not confirmed.").waitFor();
  await stage.look("change-unconfirmed");
  wire.fate = "arrives";
  await page.getByRole("button", { name: "Try again" }).click();
  await page.locator(".reaction.pending").waitFor({ state: "detached" });
  await stage.menuOf("Loud enough?");
  await page.getByRole("menuitem", { name: "Edit" }).click();
  await page.getByRole("textbox", { name: "Message" }).fill("Quiet enough?");
  await stage.menuOf("Loud enough?");
  await page.getByRole("menuitem", { name: "Reply" }).click();
  await page.getByText("Your edit is not finished.").waitFor();
  await stage.look("edit-begun");
  await page.getByRole("button", { name: "Discard" }).click();
  await page.getByRole("button", { name: "Cancel" }).click();
}

/** Places that cannot be reached. */
async function elsewhere(stage: Stage, site: Site, wire: Wire): Promise<void> {
  const { page, club } = stage;
  await stage.go("/r/no-such-room");
  await page.getByText("There is no such room").waitFor();
  await stage.say("Is this the garden club?");
  await page.getByText("Not sent: There is no such room").waitFor();
  await stage.rest();
  await stage.look("no-such-room");
  await stage.go(`/r/${club.room}`);
  await page.getByText("🎉🌱").waitFor();
  await stage.openDrawer("Rooms");
  const link = page.getByRole("link", { name: "no-such-room" });
  await link.getByText("was not accepted").waitFor();
  await stage.look("rooms-refused");
  await link.click();
  await page.getByRole("button", { name: "Discard" }).click();
  const long = await site.makeRoom("Night shift");
  await site.fill(long, 200);
  const history = "**/messages?*";
  await page.route(history, (route) => route.abort("internetdisconnected"));
  await stage.go(`/r/${long}`);
  await page.getByText("number 200").waitFor();
  await page.getByRole("log").press("Home");
  await page.getByText("These messages could not be loaded.").waitFor();
  await stage.look("older-failed");
  await stage.go(`/r/${long}/20`);
  await page.locator(".where-note").waitFor();
  await stage.look("where-failed");
  await page.unroute(history);
  await page.locator(".where-note").getByRole("button", { name: "Try again" }).click();
  await page.locator("#message-20.marked").waitFor();
  // More than is told to whoever comes back.
  await site.fill(long, 1_300);
  await site.post(long, "Linus", ["Is that all?"]);
  await page.getByText("had to begin anew").waitFor();
  await stage.look("where-anew");
  await stage.post("It was.");
  await site.fill(long, 1_700);
  await site.post(long, "Linus", ["It is now."]);
  await page.getByText("It is now.").waitFor();
  await stage.go(`/r/${long}/1302`);
  wire.fate = "is refused";
  await stage.menuOf("It was.");
  await page.getByRole("menuitem", { name: "Edit" }).click();
  await stage.say("It was not.");
  await page.getByText("Your edit was not accepted").first().waitFor();
  await page.getByRole("button", { name: "Jump to latest" }).click();
  await page.getByRole("button", { name: "Show the message" }).waitFor();
  await stage.look("edit-refused-far");
  wire.fate = "arrives";
}
