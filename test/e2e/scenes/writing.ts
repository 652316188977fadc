import type { Stage } from "./stage.ts";

/** What can be done with a message, beside it. */
export async function answering(stage: Stage): Promise<void> {
  const { page, club } = stage;
  const field = page.getByRole("textbox", { name: "Message" });
  const line = page.getByRole("article").filter({ hasText: "It did: tomatoes" }).first();
  await stage.go(`/r/${club.room}`);
  await line.focus();
  await line.getByRole("button", { name: "React", exact: true }).click();
  await stage.look("actions");
  await line.getByRole("button", { name: "🎉" }).click();
  await line.getByRole("button", { name: "🎉 1" }).waitFor();
  await stage.menuOf("It did: tomatoes");
  await page.getByRole("group", { name: "Who reacted" }).waitFor();
  await stage.look("reactors");
  await page.keyboard.press("Escape");
  await line.getByRole("button", { name: "Reply" }).click();
  await field.fill("Yes, with **two** cans");
  await stage.look("reply");
  await field.fill("");
  await page.keyboard.press("Escape");
  await stage.menuOf("two cans");
  await stage.look("menu");
  await page.getByRole("menuitem", { name: "Edit" }).click();
  await page.getByText("Editing your message").waitFor();
  await stage.look("edit");
  await page.keyboard.press("Escape");
  await field.pressSequentially("@z");
  await page.getByRole("listbox").waitFor();
  await stage.look("complete-person");
  await page.keyboard.press("Escape");
  await field.fill("");
}

/** Writing something new. */
export async function writing(stage: Stage): Promise<void> {
  const { page, club } = stage;
  const field = page.getByRole("textbox", { name: "Message" });
  const picker = page.getByRole("dialog", { name: "Emoji" });
  await stage.go(`/r/${club.choir}`);
  await page.getByText("the second verse").waitFor();
  await page.route("**/build/emoji-*", (route) => route.abort("internetdisconnected"));
  await page.getByRole("button", { name: "Emoji", exact: true }).click();
  await picker.getByRole("alert").waitFor();
  await stage.look("picker-failed");
  await page.unroute("**/build/emoji-*");
  await picker.getByRole("button", { name: "Try again" }).click();
  await picker.getByRole("gridcell").first().waitFor();
  await stage.look("picker");
  await picker.getByRole("textbox").fill("marmalade");
  await picker.getByText("There is no such emoji").waitFor();
  await stage.look("picker-nothing");
  await page.keyboard.press("Escape");
  for (const [view, text] of [
    ["complete-emoji", ":sun"],
    ["complete-command", "/"],
  ] as const) {
    await field.fill("");
    await field.pressSequentially(text);
    await page.getByRole("listbox").waitFor();
    await stage.look(view);
  }
  await page.keyboard.press("Escape");
  await stage.say("/unknown");
  await page.getByText("There is no command").waitFor();
  await stage.look("unknown-command");
  await field.fill("a long story ".repeat(310));
  await page.getByText("characters too many").waitFor();
  await stage.look("too-long");
  await field.fill("");
  await stage.post("Never mind.");
  await stage.menuOf("Never mind.");
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page.getByRole("button", { name: "Undo" }).waitFor();
  await stage.look("deleted");
}
