import type { Stage } from "./stage.ts";

/** What was shown in English, as far as its words may be too long elsewhere, or have to run the other way. */
export async function languages(stage: Stage): Promise<void> {
  const { page, club } = stage;
  for (const language of ["de", "ar"]) {
    await speak(stage, language);
    await stage.go(`/r/${club.room}`);
    await page.locator(".code-keyword").first().waitFor();
    await stage.look(`${language}-room`);
    await stage.menuOf("two cans");
    await stage.look(`${language}-menu`);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+Shift+F");
    await page.locator(".search-filters").waitFor();
    await stage.look(`${language}-search`);
    await page.keyboard.press("Escape");
    await stage.go(`/r/${club.choir}`);
    await page.getByText("the second verse").waitFor();
    await page.keyboard.press("Control+/");
    await page.getByRole("dialog").waitFor();
    await stage.look(`${language}-help`);
    await page.keyboard.press("Escape");
    if (stage.screen.isDrawer("Rooms")) {
      await page.locator(".room-header .only-narrow").first().click();
      await stage.look(`${language}-rooms-drawer`);
    }
    await page.locator(".you-button").click();
    await page.getByRole("radio").first().waitFor();
    await stage.look(`${language}-status`);
    await page.keyboard.press("Escape");
    await page.locator(".you .icon-button").click();
    await page.getByRole("dialog").waitFor();
    await stage.look(`${language}-settings`);
    await page.keyboard.press("Escape");
    if (stage.screen.isDrawer("Rooms")) await page.keyboard.press("Escape");
  }
  await speak(stage, "en");
}

/** Has the page speak a language, as if it had been chosen in another tab. */
async function speak({ page }: Stage, language: string): Promise<void> {
  await page.evaluate((chosen) => {
    localStorage.setItem("dormouse:language", chosen);
    dispatchEvent(new StorageEvent("storage", { key: "dormouse:language" }));
  }, language);
  await page.locator(`html[lang=${language}]`).waitFor();
}
