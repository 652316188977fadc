import { render } from "preact";
import { httpApi } from "./api.ts";
import { browserSurroundings } from "./browser.ts";
import { Client } from "./client.ts";
import { App } from "./views/app.tsx";
import { ClientContext } from "./views/client-context.ts";
import { followLanguage, followTheme } from "./views/document.ts";

const client = new Client(httpApi(fetch.bind(window)), browserSurroundings(), {
  path: () => location.pathname,
  push: (path) => history.pushState(null, "", path),
  replace: (path) => history.replaceState(null, "", path),
  onMoved: (listener) => addEventListener("popstate", listener),
});

// At once: the browser paints nothing before this script has run.
followTheme(client.theme.value);
void client.start();
await client.speech.begin();
followLanguage();
render(
  <ClientContext.Provider value={client}>
    <App />
  </ClientContext.Provider>,
  document.getElementById("app")!,
);
