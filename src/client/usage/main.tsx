import { render } from "preact";
import { browserSurroundings } from "../browser.ts";
import { Speech } from "../speech.ts";
import { chosenTheme } from "../theme.ts";
import { followLanguage, followTheme } from "../views/document.ts";
import { UsagePage } from "./usage.ts";
import { UsageView } from "./view.tsx";
import { SOURCES } from "./words/sources.ts";
import { usageWords } from "./words/words.ts";

const surroundings = browserSurroundings();
const page = new UsagePage(fetch.bind(window), sessionStorage);

// Colours and language are those chosen in the chat.
followTheme(chosenTheme(surroundings).value);
void page.refresh();
await new Speech(usageWords, SOURCES, surroundings).begin();
followLanguage();
render(<UsageView page={page} />, document.getElementById("app")!);
