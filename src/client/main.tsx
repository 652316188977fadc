import { render } from "preact";
import { httpApi } from "./api.ts";
import { browserSurroundings } from "./browser.ts";
import { Client } from "./client.ts";
import { App } from "./views/app.tsx";
import { ClientContext } from "./views/client-context.ts";
import { followLanguage, followTheme } from "./views/document.ts";

const client = new Client(httpApi(fetch.bind(window)), browserSurroundings(), {
  path: () => location.pathname,
  state: () => history.state,
  push: (path, state) => history.pushState(state, "", path),
  replace: (path, state) => history.replaceState(state, "", path),
  back: () => history.back(),
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
