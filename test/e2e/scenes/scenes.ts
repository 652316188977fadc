// Every view of Dormouse, one after the other: pictures.ts takes pictures of them, views.test.ts tests what holds for all.
import type { Site } from "../site.ts";
import { GardenClub } from "./garden-club.ts";
import { deciding, entering, finding, reading } from "./inside.ts";
import { languages } from "./languages.ts";
import { operator, outside } from "./outside.ts";
import type { Screen } from "./screens.ts";
import { type Look, Stage } from "./stage.ts";
import { standIn } from "./stand-in.ts";
import { troubles } from "./troubles.ts";
import { answering, writing } from "./writing.ts";

/** How Chromium reports what the scenes have go wrong. */
const EXPECTED = /(ERR_FAILED|status of (429|503)).*\/api\/session$|status of 404.*\/no-such-room$/;

/** Shows every view on a screen. @returns what went wrong in the pages meanwhile */
export async function showAll(site: Site, screen: Screen, look: Look): Promise<string[]> {
  const club = await GardenClub.meet(site);
  try {
    const [stranger, ada] = [await site.visit(screen.options), await site.visit(screen.options)];
    await showStranger(new Stage(stranger, screen, club, look));
    await site.letIn(ada, "Ada");
    await showMember(new Stage(ada, screen, club, look), site);
    return [...stranger.complaints, ...ada.complaints].filter((complaint) => !EXPECTED.test(complaint));
  } finally {
    club.leave();
  }
}

async function showStranger(stage: Stage): Promise<void> {
  await outside(stage);
  await operator(stage);
  await stage.context.close();
}

async function showMember(stage: Stage, site: Site): Promise<void> {
  await stage.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await stage.context.addInitScript(standIn);
  await entering(stage);
  await reading(stage);
  await answering(stage);
  await writing(stage);
  await finding(stage);
  await deciding(stage);
  await languages(stage);
  await troubles(stage, site);
  await stage.context.close();
}
