import { ApiError } from "../api.ts";
import { isolated } from "../words/isolated.ts";
import { laterWords } from "../words/later.ts";
import { actionText } from "./interpret.ts";
import type { CommandName } from "./names.ts";
import { CommandRefused } from "./refused.ts";

/** What commands can do. */
export interface Powers {
  send(text: string): void;
  rename(name: string): Promise<void>;
  setTopic(topic: string): Promise<void>;
  /** @returns true if this person is away from now on */
  toggleAway(): boolean;
  /** @returns true if others see this person from now on */
  toggleVisible(): Promise<boolean>;
  help(): void;
}

/** Its arms are Markdown's signs, and so escaped. */
const SHRUG = "¯\\\\\\_(ツ)\\_/¯";
/** What takes a topic away, because an empty one may as well be half a command. */
const NO_TOPIC = "-";

/**
 * Carries out a command.
 * @returns what to tell whoever gave it, or null if they see it anyway
 * @throws CommandRefused, or ApiError
 */
export async function carryOut(name: CommandName, rest: string, powers: Powers): Promise<string | null> {
  const { commands } = laterWords.value;
  switch (name) {
    case "me":
      powers.send(actionText(wanted(rest, name)));
      return null;
    case "shrug":
      powers.send(`${rest} ${SHRUG}`.trim());
      return null;
    case "nick":
      await powers.rename(wanted(rest, name));
      return commands.renamed(isolated(rest));
    case "topic":
      await changeTopic(wanted(rest, name), powers);
      return commands.topicChanged;
    case "away":
      unwanted(rest, name);
      return powers.toggleAway() ? commands.nowAway : commands.nowBack;
    case "invisible":
      unwanted(rest, name);
      return (await powers.toggleVisible()) ? commands.nowVisible : commands.nowInvisible;
    case "help":
      powers.help();
      return null;
  }
}

async function changeTopic(topic: string, { setTopic }: Powers): Promise<void> {
  try {
    await setTopic(topic === NO_TOPIC ? "" : topic);
  } catch (error) {
    if (!(error instanceof ApiError && error.code === "forbidden")) throw error;
    throw new CommandRefused(laterWords.value.commands.topicForbidden);
  }
}

function wanted(rest: string, name: CommandName): string {
  if (rest === "") throw new CommandRefused(laterWords.value.commands.lacksText(isolated(`/${name}`)));
  return rest;
}

/** Others would never see it, so nobody is to believe that they do. */
function unwanted(rest: string, name: CommandName): void {
  if (rest !== "") throw new CommandRefused(laterWords.value.commands.takesNoText(isolated(`/${name}`)));
}
