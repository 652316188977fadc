import { render } from "preact";
import { UsagePage } from "./usage.ts";
import { UsageView } from "./view.tsx";

const page = new UsagePage(fetch.bind(window), sessionStorage);
render(<UsageView page={page} />, document.getElementById("app")!);
void page.refresh();
