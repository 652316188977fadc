import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { expect, it } from "vitest";
import { unstable_readConfig } from "wrangler";
import { temporaryFolder } from "./temporary-folder.ts";

const TEXT = new Set([
  ".ts",
  ".tsx",
  ".mjs",
  ".js",
  ".json",
  ".jsonl",
  ".toml",
  ".md",
  ".html",
  ".css",
  ".sql",
  ".svg",
  ".yml",
  "",
]);

/** The files in the repository, without those that are made. */
function files(folder: string): string[] {
  const { stdout } = spawnSync("git", ["ls-files", "-co", "--exclude-standard", folder], { encoding: "utf8" });
  const listed = stdout.split("\n").filter((path) => path !== "" && TEXT.has(extname(path)));
  expect(listed.length).toBeGreaterThan(0);
  return listed;
}

const read = (path: string) => readFileSync(path, "utf8");

it("what is served as it is has no script, style or handler within", () => {
  const pages = files("static").filter((path) => /\.(html|svg)$/.test(path));
  for (const path of pages) {
    const page = read(path);
    expect(page, path).not.toMatch(/<script(?![^>]*\ssrc=)/i);
    expect(page, path).not.toMatch(/<style|\sstyle\s*=|\son[a-z]+\s*=|javascript:/i);
  }
});

it("the page's code puts no text into the document as markup", () => {
  const dangerous = /innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|srcdoc/;
  for (const path of files("src/client")) expect(read(path), path).not.toMatch(dangerous);
});

it("nothing but constants is ever put into the text of a statement", () => {
  const statement = /\b(SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP)\b/;
  let found = 0;
  for (const path of [...files("src/room"), ...files("src/database"), ...files("src/worker")].filter((one) =>
    one.endsWith(".ts"),
  )) {
    for (const [literal] of read(path).matchAll(/`(?:[^`\\]|\\.)*`/g)) {
      if (!statement.test(literal)) continue;
      found++;
      for (const [, inserted] of literal.matchAll(/\$\{([^}]*)\}/g)) expect(inserted, path).toMatch(/^[A-Z][A-Z_]*$/);
    }
    expect(read(path), path).not.toMatch(/"[^"\n]*\b(SELECT|INSERT INTO|UPDATE|DELETE FROM)\b[^"\n]*" ?\+/);
  }
  expect(found).toBeGreaterThan(10);
});

it("the server asks nobody but its own rooms, database and files", () => {
  for (const path of [...files("src/room"), ...files("src/database"), ...files("src/worker")]) {
    expect(read(path), path).not.toMatch(/(?:await|return|[=(,>])\s*fetch\(|new WebSocket\(/);
  }
});

it("at run time there are these dependencies and no others, pinned, and the lock file agrees", () => {
  const { dependencies, devDependencies } = JSON.parse(read("package.json"));
  expect(Object.keys(dependencies)).toEqual(["@preact/signals", "highlight.js", "hono", "preact", "valibot"]);
  const root = JSON.parse(read("package-lock.json")).packages[""];
  expect([root.dependencies, root.devDependencies]).toEqual([dependencies, devDependencies]);
  for (const version of Object.values<string>({ ...dependencies, ...devDependencies })) {
    expect(version).toMatch(/^(npm:[^@]*@?[^@]+@)?\d+\.\d+\.\d+$/);
  }
});

it("no secret is in the repository", () => {
  const secret =
    /-----BEGIN [A-Z ]*PRIVATE KEY|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_\w{36}|\bxox[abp]-|\b(?=[\w-]*\d)(?=[\w-]*[A-Z])(?=[\w-]*[a-z])[\w-]{43}\b/;
  for (const path of files(".").filter((one) => !one.endsWith("package-lock.json"))) {
    const found = read(path).match(secret)?.[0];
    expect(found, path).toBeUndefined();
  }
});

it("the logs that Cloudflare keeps of requests hold no query, in which the words of a search stand", () => {
  const { observability } = unstable_readConfig({ config: "wrangler.toml" });
  expect(observability).toMatchObject({ enabled: true, redact_query_string: true });
  // Where they are set too, these have a say of their own.
  expect(Object.keys(observability!).sort()).toEqual(["enabled", "redact_query_string"]);
});

it("what is deployed holds no hook of a test, and no map of its source", () => {
  const folder = temporaryFolder();
  const { status } = spawnSync("wrangler", ["deploy", "--dry-run", "--outdir", folder], { encoding: "utf8" });
  expect(status).toBe(0);
  const scripts = readdirSync(folder).filter((name) => name.endsWith(".js"));
  expect(scripts).not.toEqual([]);
  for (const name of scripts) {
    expect(read(join(folder, name))).not.toMatch(
      /cloudflare:test|vitest|__test|fast-check|TEST_MIGRATIONS|operator-token-for-tests/,
    );
  }
});

it("the README shows the two pictures that `npm run screenshots` makes for it, and they are there", () => {
  const shown = [...read("README.md").matchAll(/<img src="(docs\/[^"]+\.png)"[^>]* alt="[^"]+"/g)].map(
    ([, path]) => path!,
  );
  expect(shown).toHaveLength(2);
  const { stdout } = spawnSync("git", ["ls-files", "-co", "--exclude-standard", "docs/*.png"], { encoding: "utf8" });
  expect(stdout.split("\n").filter((path) => path !== "")).toEqual(shown.toSorted());
  const made = read("scripts/screenshots.mjs");
  for (const path of shown) {
    expect(made).toContain(`"${path}"`);
    const picture = readFileSync(path);
    expect(picture.subarray(1, 4).toString()).toBe("PNG");
    expect(picture.length).toBeLessThan(200 * 1024);
  }
});
