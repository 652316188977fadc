import type { BrowserContext, Page } from "playwright-core";
import { goTo, type Visit } from "../site.ts";
import type { GardenClub } from "./garden-club.ts";
import type { Screen } from "./screens.ts";

/** Called for each view once it is on the page. */
export type Look = (view: string, page: Page) => Promise<void>;

/** Somebody's page, on which one scene follows the other, in the rooms of the club. */
export class Stage {
  readonly page: Page;
  readonly context: BrowserContext;

  constructor(
    visit: Visit,
    readonly screen: Screen,
    readonly club: GardenClub,
    private readonly onView: Look,
  ) {
    this.page = visit.page;
    this.context = visit.context;
  }

  /** Has a view looked at that is on the page. */
  look(view: string): Promise<void> {
    return this.onView(view, this.page);
  }

  /** Goes to another address. */
  go(path: string): Promise<void> {
    return goTo(this.page, path);
  }

  /** Waits for what is drawn only a moment later. */
  async rest(): Promise<void> {
    await this.page.waitForFunction(() => document.getAnimations().length === 0);
  }

  /** With the button: on a phone the return key only begins a line. */
  async say(text: string): Promise<void> {
    await this.page.getByRole("textbox", { name: "Message" }).fill(text);
    await this.page.getByRole("button", { name: "Send" }).click();
  }

  /** Says something, and waits until the room has it. */
  async post(text: string): Promise<void> {
    await this.say(text);
    await this.page.locator(".message:not(.unsent)", { hasText: text }).waitFor();
  }

  /** Opens the menu of a message that holds this text. */
  async menuOf(text: string): Promise<void> {
    await this.page.getByRole("article").filter({ hasText: text }).first().focus();
    await this.page.keyboard.press("Shift+F10");
    await this.page.getByRole("menu").waitFor();
  }

  /** Opens a pane where it is a drawer; elsewhere it is there already. */
  async openDrawer(pane: "Rooms" | "People"): Promise<void> {
    if (!this.screen.isDrawer(pane)) return;
    await this.page.getByRole("button", { name: pane, exact: pane === "Rooms" }).click();
    await this.page.locator(`#${pane.toLowerCase()}.open`).waitFor();
  }
}
