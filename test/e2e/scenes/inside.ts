import type { Stage } from "./stage.ts";

/** Coming in, for the first time. */
export async function entering(stage: Stage): Promise<void> {
  const { page, club } = stage;
  await page.goto("/");
  await page.getByText("Garden club").first().waitFor();
  await stage.look("lobby");
  await stage.go("/nowhere/at/all");
  await page.getByRole("heading", { name: "There is nothing here" }).waitFor();
  await stage.look("lost");
  await stage.go(`/r/${club.empty}`);
  await page.getByText("It is quiet in here").waitFor();
  await stage.look("empty-room");
  // So that something can be unread there.
  await stage.go(`/r/${club.choir}`);
  await page.getByRole("heading", { name: "Choir" }).waitFor();
  await page.getByText("It is quiet in here").waitFor();
  await stage.go(`/r/${club.room}`);
  await page.getByText("That is our rule").waitFor();
  await stage.post("I have two cans, and gloves for everybody.");
  await stage.go(`/r/${club.empty}`);
  await page.getByText("It is quiet in here").waitFor();
  await page.getByRole("textbox", { name: "Message" }).fill("Is anybody");
  await club.goOn();
}

/** What was said meanwhile. */
export async function reading(stage: Stage): Promise<void> {
  const { page, club } = stage;
  await page.goto(`/r/${club.room}`);
  await page.locator(".divider.new").waitFor();
  await page.locator(".code-keyword").first().waitFor();
  await page.locator(".room-link-unread").first().waitFor({ state: "attached" });
  club.does("Grace Hopper", { type: "typing" });
  await page.getByText("Grace Hopper is typing").waitFor();
  await stage.look("room");
  await page.getByRole("heading", { level: 1 }).getByRole("button").click();
  await page.getByRole("dialog", { name: "Garden club" }).waitFor();
  await stage.look("about-room");
  await page.keyboard.press("Escape");
  for (const pane of ["Rooms", "People"] as const) {
    if (!stage.screen.isDrawer(pane)) continue;
    await stage.openDrawer(pane);
    await stage.look(`${pane.toLowerCase()}-drawer`);
    if (pane === "People") await person(stage);
    await page.keyboard.press("Escape");
  }
  if (!stage.screen.isDrawer("People")) await person(stage);
  await page.locator(".code-block").getByRole("button", { name: "Copy" }).click();
  await page.locator(".code-block").getByRole("button", { name: "Copied" }).waitFor();
  await stage.look("code-copied");
  await page.getByRole("log").evaluate((log) => {
    log.scrollTop = 0;
  });
  await page.getByRole("button", { name: "Jump to latest" }).waitFor();
  await stage.look("room-scrolled");
  await page.locator(".day").first().click();
  await page.getByLabel("Jump to another day").waitFor();
  await stage.look("day-form");
  await page.keyboard.press("Escape");
  await stage.go(`/r/${club.room}/5`);
  await page.locator(".message.marked").waitFor();
  await stage.look("permalink");
  await stage.go(`/r/${club.room}/99999`);
  await page.getByText("There is no message").waitFor();
  await stage.look("no-such-message");
  await stage.go(`/r/${club.choir}`);
  await page.getByRole("button", { name: "Jump to first unread" }).waitFor();
  await stage.look("first-unread");
}

async function person(stage: Stage): Promise<void> {
  const { page } = stage;
  await page.getByRole("list", { name: "Online" }).getByRole("button", { name: /^Zoë/ }).click();
  await page.getByRole("dialog", { name: "Zoë" }).waitFor();
  await stage.look("person");
  await page.keyboard.press("Escape");
}

/** Looking for a room, and for what was said. */
export async function finding(stage: Stage): Promise<void> {
  const { page, club } = stage;
  const box = page.getByRole("searchbox", { name: "Search" });
  const seek = async (text: string) => {
    await box.fill(text);
    await page.keyboard.press("Enter");
  };
  const close = () => page.getByRole("button", { name: "Close the search" }).filter({ visible: true }).click();
  await stage.go(`/r/${club.room}`);
  await page.getByText("🎉🌱").waitFor();
  await page.keyboard.press("Control+Shift+F");
  await page.locator(".search-panel").waitFor();
  await stage.look("search-empty");
  await seek("the");
  await page.getByRole("button", { name: "What was said around it" }).first().click();
  await page.locator(".neighbour").first().waitFor();
  await stage.look("search");
  await page.getByText("Filters").click();
  await stage.look("search-filters");
  await page.getByText("Filters").click();
  await close();
  // Where less is behind it.
  await stage.go(`/r/${club.choir}`);
  await page.getByText("the second verse").waitFor();
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").waitFor();
  await stage.look("switcher");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+Shift+F");
  await page.locator(".search-panel").waitFor();
  await seek("marmalade");
  await page.getByText("No message holds all").waitFor();
  await stage.look("search-nothing");
  await seek("in:nowhere marmalade");
  await page.getByText("There is no room called").waitFor();
  await stage.look("search-unclear");
  await page.route("**/api/search?*", (route) => route.abort("internetdisconnected"));
  await seek("plums");
  await page.getByRole("alert").waitFor();
  await stage.look("search-failed");
  await page.unroute("**/api/search?*");
  await close();
}

/** What one can choose. */
export async function deciding(stage: Stage): Promise<void> {
  const { page, club } = stage;
  const dialog = page.getByRole("dialog");
  await stage.go(`/r/${club.choir}`);
  await stage.say("/help");
  await dialog.waitFor();
  await stage.look("help");
  await page.keyboard.press("Escape");
  await stage.openDrawer("Rooms");
  await page.getByRole("button", { name: "Settings", exact: true }).click();
  await dialog.waitFor();
  await stage.look("settings");
  await dialog.getByRole("button", { name: "Turn on" }).click();
  await page.getByText("Your browser does not let Dormouse notify you.").waitFor();
  await stage.look("notifications-denied");
  await dialog.getByRole("button", { name: "Turn on" }).click();
  await dialog.getByRole("button", { name: "Turn off" }).waitFor();
  await stage.look("notifications-on");
  await page.keyboard.press("Escape");
  await page.locator(".you-button").click();
  await page.getByRole("radio").first().waitFor();
  await stage.look("status");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "New room" }).click();
  await dialog.waitFor();
  await stage.look("new-room");
  await page.keyboard.press("Escape");
  if (stage.screen.isDrawer("Rooms")) await page.keyboard.press("Escape");
  await page.evaluate(() => navigator.serviceWorker.dispatchEvent(new Event("controllerchange")));
  await page.getByText("A new version is ready.").waitFor();
  await stage.look("newer-version");
  await page.getByRole("button", { name: "Later" }).click();
}
