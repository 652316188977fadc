// Every view of Dormouse, one after the other: pictures.ts takes pictures of them, views.test.ts tests what holds for all.
import type { Page } from "playwright-core";
import { OPERATOR_TOKEN, type Site, type Visit } from "../site.ts";
import { busyDay } from "./busy-day.ts";
import { GardenClub } from "./garden-club.ts";
import type { Screen } from "./screens.ts";
import { crowdOf, Wire } from "./wire.ts";

/** Called for each view once it is on the page. */
export type Look = (view: string, page: Page) => Promise<void>;

/** Shows every view on a screen. @returns what went wrong in the pages meanwhile */
export async function showAll(site: Site, screen: Screen, look: Look): Promise<string[]> {
  const club = await GardenClub.meet(site);
  const scenes = new Scenes(site, screen, club, look);
  try {
    return await scenes.show();
  } finally {
    club.leave();
  }
}

class Scenes {
  constructor(
    private readonly site: Site,
    private readonly screen: Screen,
    private readonly club: GardenClub,
    private readonly look: Look,
  ) {}

  async show(): Promise<string[]> {
    const complaints = [await this.outside(), await this.operator()];
    const ada = await this.site.signIn("Ada", "/", this.screen.options);
    await this.entering(ada);
    await this.reading(ada.page);
    await this.writing(ada.page);
    await this.finding(ada.page);
    await this.deciding(ada.page);
    await this.languages(ada.page);
    await this.troubles(ada);
    await ada.context.close();
    return [...complaints.flat(), ...ada.complaints];
  }

  /** Before one is let in. */
  private async outside(): Promise<string[]> {
    const { page, context, complaints } = await this.site.visit(this.screen.options);
    await page.goto("/");
    const name = page.getByRole("textbox", { name: "Your name" });
    await name.waitFor();
    await this.look("first-visit", page);
    await page.route("**/api/session", (route) =>
      route.fulfill({ status: 429, headers: { "retry-after": "120" }, json: { code: "rate_limited", detail: "" } }),
    );
    await name.fill("Ada");
    await page.getByRole("button", { name: "Join" }).click();
    await page.getByRole("alert").waitFor();
    await this.look("first-visit-refused", page);
    await page.unrouteAll();
    await page.route("**/api/session", (route) => route.abort());
    await page.reload();
    await page.getByRole("heading", { name: "Nobody answers" }).waitFor();
    await this.look("nobody-answers", page);
    await context.close();
    return complaints.filter((complaint) => !/429|ERR_FAILED/.test(complaint));
  }

  private async operator(): Promise<string[]> {
    const { page, context, complaints } = await this.site.visit(this.screen.options);
    await page.route("**/api/usage", (route) => route.fulfill({ json: busyDay }));
    await page.goto("/usage");
    const token = page.getByLabel("Operator's token");
    await token.waitFor();
    await this.look("usage-locked", page);
    await token.fill(OPERATOR_TOKEN);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Last 30 days" }).waitFor();
    await page.getByText("The same as a table").click();
    await this.look("usage", page);
    await context.close();
    return complaints;
  }

  private async entering({ page }: Visit): Promise<void> {
    const { club, look } = this;
    await page.getByText("Garden club").first().waitFor();
    await look("lobby", page);
    await page.goto("/nowhere/at/all");
    await page.getByRole("heading", { name: "There is nothing here" }).waitFor();
    await look("lost", page);
    await page.goto(`/r/${club.empty}`);
    await page.getByText("It is quiet in here").waitFor();
    await look("empty-room", page);
    // So that something can be unread there.
    await page.goto(`/r/${club.choir}`);
    await page.getByText("It is quiet in here").waitFor();
    await page.goto(`/r/${club.room}`);
    await page.getByText("That is our rule").waitFor();
    await this.say(page, "I have two cans, and gloves for everybody.");
    await page.locator(".message:not(.unsent)", { hasText: "two cans" }).waitFor();
    await page.goto(`/r/${club.empty}`);
    await page.getByText("It is quiet in here").waitFor();
    await page.getByRole("textbox", { name: "Message" }).fill("Is anybody");
    await club.goOn();
  }

  private async reading(page: Page): Promise<void> {
    const { club, look } = this;
    await page.goto(`/r/${club.room}`);
    await page.locator(".divider.new").waitFor();
    await page.locator(".code-keyword").first().waitFor();
    await page.locator(".room-link-unread").first().waitFor({ state: "attached" });
    club.does("Grace Hopper", { type: "typing" });
    await page.getByText("Grace Hopper is typing").waitFor();
    await look("room", page);
    for (const pane of ["Rooms", "People"] as const) {
      if (!this.screen.isDrawer(pane)) continue;
      await this.openDrawer(page, pane);
      await look(`${pane.toLowerCase()}-drawer`, page);
      if (pane === "People") await this.person(page);
      await page.keyboard.press("Escape");
    }
    if (!this.screen.isDrawer("People")) await this.person(page);
    await page.getByRole("log").evaluate((log) => {
      log.scrollTop = 0;
    });
    await page.getByRole("button", { name: "Jump to latest" }).waitFor();
    await look("room-scrolled", page);
    await page.goto(`/r/${club.room}/5`);
    await page.locator(".message.marked").waitFor();
    await look("permalink", page);
    await page.goto(`/r/${club.room}/99999`);
    await page.getByText("There is no message").waitFor();
    await look("no-such-message", page);
    await page.goto(`/r/${club.room}`);
    await page.getByText("🎉🌱").waitFor();
  }

  private async person(page: Page): Promise<void> {
    await page.getByRole("list", { name: "Online" }).getByRole("button", { name: /^Zoë/ }).click();
    await page.getByRole("dialog", { name: "Zoë" }).waitFor();
    await this.look("person", page);
    await page.keyboard.press("Escape");
  }

  private async writing(page: Page): Promise<void> {
    const { look } = this;
    const field = page.getByRole("textbox", { name: "Message" });
    const line = page.getByRole("article").filter({ hasText: "It did: tomatoes" }).first();
    const own = page.getByRole("article").filter({ hasText: "two cans" });
    await line.focus();
    await line.getByRole("button", { name: "React", exact: true }).click();
    await look("actions", page);
    await line.getByRole("button", { name: "🎉" }).click();
    await line.getByRole("button", { name: "🎉 1" }).waitFor();
    await line.focus();
    await page.keyboard.press("Shift+F10");
    await page.getByRole("group", { name: "Who reacted" }).waitFor();
    await look("reactors", page);
    await page.keyboard.press("Escape");
    await line.getByRole("button", { name: "Reply" }).click();
    await field.fill("Yes, with **two** cans");
    await look("reply", page);
    await field.fill("");
    await page.keyboard.press("Escape");
    await own.focus();
    await page.keyboard.press("Shift+F10");
    await page.getByRole("menu").waitFor();
    await look("menu", page);
    await page.getByRole("menuitem", { name: "Edit" }).click();
    await page.getByText("Editing your message").waitFor();
    await look("edit", page);
    await page.keyboard.press("Escape");
    for (const [view, text] of [
      ["complete-person", "@z"],
      ["complete-emoji", ":sun"],
      ["complete-command", "/"],
    ] as const) {
      await field.fill("");
      await field.pressSequentially(text);
      await page.getByRole("listbox").waitFor();
      await look(view, page);
    }
    await page.keyboard.press("Escape");
    await this.say(page, "/unknown");
    await page.getByText("There is no command").waitFor();
    await look("unknown-command", page);
    await field.fill("a long story ".repeat(310));
    await page.getByText("characters too many").waitFor();
    await look("too-long", page);
    await field.fill("");
    await page.getByRole("button", { name: "Emoji", exact: true }).click();
    await page.getByRole("dialog", { name: "Emoji" }).getByRole("gridcell").first().waitFor();
    await look("picker", page);
    await page.keyboard.press("Escape");
    await this.say(page, "Never mind.");
    const gone = page.getByRole("article").filter({ hasText: "Never mind" });
    await page.locator(".message:not(.unsent)", { hasText: "Never mind" }).waitFor();
    await gone.focus();
    await page.keyboard.press("Shift+F10");
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await page.getByRole("button", { name: "Undo" }).waitFor();
    await look("deleted", page);
  }

  private async finding(page: Page): Promise<void> {
    const { look } = this;
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog").waitFor();
    await look("switcher", page);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+Shift+F");
    await page.locator(".search-panel").waitFor();
    await look("search-empty", page);
    await page.getByRole("searchbox", { name: "Search" }).fill("the");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "What was said around it" }).first().click();
    await page.locator(".neighbour").first().waitFor();
    await look("search", page);
    await page.getByText("Filters").click();
    await look("search-filters", page);
    await page.getByText("Filters").click();
    await page.getByRole("searchbox", { name: "Search" }).fill("marmalade");
    await page.keyboard.press("Enter");
    await page.getByText("No message holds all").waitFor();
    await look("search-nothing", page);
    await page.getByRole("button", { name: "Close the search" }).filter({ visible: true }).click();
  }

  private async deciding(page: Page): Promise<void> {
    const { look } = this;
    const dialog = page.getByRole("dialog");
    await this.say(page, "/help");
    await dialog.waitFor();
    await look("help", page);
    await page.keyboard.press("Escape");
    if (this.screen.isDrawer("Rooms")) await this.openDrawer(page, "Rooms");
    await page.getByRole("button", { name: "Settings", exact: true }).click();
    await dialog.waitFor();
    await look("settings", page);
    await page.keyboard.press("Escape");
    await page.locator(".you-button").click();
    await page.getByRole("radio").first().waitFor();
    await look("status", page);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "New room" }).click();
    await dialog.waitFor();
    await look("new-room", page);
    await page.keyboard.press("Escape");
  }

  private async languages(page: Page): Promise<void> {
    const { club, look } = this;
    for (const language of ["de", "ar"]) {
      await page.evaluate((chosen) => localStorage.setItem("dormouse:language", chosen), language);
      await page.goto(`/r/${club.room}`);
      await page.locator(".code-keyword").first().waitFor();
      await look(`${language}-room`, page);
      const line = page.getByRole("article").filter({ hasText: "two cans" });
      await line.focus();
      await page.keyboard.press("Shift+F10");
      await page.getByRole("menu").waitFor();
      await look(`${language}-menu`, page);
      await page.keyboard.press("Escape");
      if (this.screen.isDrawer("Rooms")) {
        await page.locator(".room-header .only-narrow").first().click();
        await look(`${language}-rooms-drawer`, page);
      }
      await page.locator(".you-button").click();
      await page.getByRole("radio").first().waitFor();
      await look(`${language}-status`, page);
      await page.keyboard.press("Escape");
      await page.locator(".you .icon-button").click();
      await page.getByRole("dialog").waitFor();
      await look(`${language}-settings`, page);
      await page.keyboard.press("Escape");
    }
    await page.evaluate(() => localStorage.removeItem("dormouse:language"));
  }

  /** What seldom happens. */
  private async troubles({ page, context }: Visit): Promise<void> {
    const { club, look } = this;
    const wire = await Wire.across(context);
    wire.crowd = crowdOf(1_999);
    await page.goto(`/r/${club.room}`);
    await page.getByText("🎉🌱").waitFor();
    if (this.screen.isDrawer("People")) await this.openDrawer(page, "People");
    await page.getByRole("searchbox", { name: "Find people" }).waitFor();
    await look("crowd", page);
    wire.crowd = [];
    await page.goto(`/r/${club.room}`);
    await page.getByText("🎉🌱").waitFor();
    wire.fate = "is refused";
    await this.say(page, "Too loud");
    await page.getByText("Not sent").waitFor();
    await look("refused", page);
    await page.getByRole("button", { name: "Discard" }).click();
    wire.fate = "is lost";
    await context.clock.install();
    await page.goto(`/r/${club.room}`);
    await page.getByText("🎉🌱").waitFor();
    await this.say(page, "Did you get this?");
    await page.getByText("Sending…").waitFor();
    await look("sending", page);
    await context.clock.fastForward(16_000);
    await page.getByText("Not confirmed").waitFor();
    await look("unconfirmed", page);
    wire.fate = "finds the quota spent";
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByText("free quota is used up").waitFor();
    await look("quota", page);
    wire.fate = "arrives";
    wire.connection = "silent";
    await page.goto(`/r/${club.empty}`);
    await page.getByText("Waking the room").waitFor();
    // A moment later it is seen.
    await page.waitForFunction(() => document.getAnimations().length === 0);
    await look("connecting", page);
    wire.cut();
    await context.clock.fastForward(5_000);
    await page.getByText(/^(No connection|Offline)/).waitFor();
    await look("offline", page);
  }

  /** With the button: on a phone the return key only begins a line. */
  private async say(page: Page, text: string): Promise<void> {
    await page.getByRole("textbox", { name: "Message" }).fill(text);
    await page.getByRole("button", { name: "Send" }).click();
  }

  private async openDrawer(page: Page, pane: "Rooms" | "People"): Promise<void> {
    await page.getByRole("button", { name: pane, exact: pane === "Rooms" }).click();
    await page.locator(`#${pane.toLowerCase()}.open`).waitFor();
  }
}
