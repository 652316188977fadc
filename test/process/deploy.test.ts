import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "./temporary-folder.ts";

/** Stands in for wrangler and for the account: what it was called with, what was created, and which command is to fail. */
const FAKE_WRANGLER = `#!${process.execPath}
const fs = require("node:fs");
const account = process.env.FAKE_ACCOUNT;
const args = process.argv.slice(2);
const command = args.join(" ");
const has = (thing) => fs.existsSync(account + "/" + thing);
const make = (thing, content = "") => fs.writeFileSync(account + "/" + thing, content);
fs.appendFileSync(account + "/calls", command + "\\n");
if (process.env.FAIL && command.startsWith(process.env.FAIL)) {
  console.error("The API said no.");
  process.exit(1);
}
if (command === "whoami --json") {
  if (!has("login")) process.exit(1);
  console.log(JSON.stringify({ loggedIn: true, accounts: JSON.parse(fs.readFileSync(account + "/login", "utf8")) }));
} else if (command === "d1 list --json") console.log(JSON.stringify(has("database") ? [{ name: "dormouse" }] : [{ name: "other" }]));
else if (command.startsWith("d1 create dormouse")) make("database");
else if (command === "secret list") {
  if (!has("worker")) {
    console.error('Worker "dormouse" not found.');
    process.exit(1);
  }
  console.log(JSON.stringify(has("secrets") ? [{ name: "OPERATOR_TOKEN", type: "secret_text" }] : []));
} else if (args[0] === "deploy" && !args.includes("--dry-run")) {
  make("worker");
  const secrets = args.indexOf("--secrets-file");
  if (secrets > 0) make("secrets", fs.readFileSync(args[secrets + 1]));
  const entry = { type: "deploy", version: 1, targets: ["https://dormouse.example.workers.dev"] };
  fs.writeFileSync(process.env.WRANGLER_OUTPUT_FILE_PATH, JSON.stringify(entry) + "\\n");
}
`;

const ONE_ACCOUNT = [{ id: "a1", name: "Ada" }];

function newAccount({ accounts = ONE_ACCOUNT, loggedIn = true } = {}) {
  const folder = temporaryFolder();
  const bin = join(folder, "bin");
  mkdirSync(bin);
  writeFileSync(join(bin, "wrangler"), FAKE_WRANGLER);
  chmodSync(join(bin, "wrangler"), 0o755);
  if (loggedIn) writeFileSync(join(folder, "login"), JSON.stringify(accounts));
  return {
    deploy(args: string[] = [], env: Record<string, string> = {}) {
      writeFileSync(join(folder, "calls"), "");
      const { status, stdout, stderr } = spawnSync(process.execPath, ["scripts/deploy.mjs", ...args], {
        encoding: "utf8",
        env: { ...process.env, ...env, FAKE_ACCOUNT: folder, PATH: `${bin}${delimiter}${process.env.PATH}` },
      });
      const calls = readFileSync(join(folder, "calls"), "utf8").trimEnd().split("\n");
      return { status, stdout, stderr, calls };
    },
    secrets: () => readFileSync(join(folder, "secrets"), "utf8"),
    exists: (thing: string) => existsSync(join(folder, thing)),
  };
}

it("creates database, token and Worker on a new account, and says where it is", () => {
  const account = newAccount();
  const { status, stdout, calls } = account.deploy();
  expect(status).toBe(0);
  expect(calls).toEqual([
    "whoami --json",
    "d1 list --json",
    "d1 create dormouse",
    "d1 migrations apply DB --remote",
    "secret list",
    expect.stringMatching(/^deploy --secrets-file .+$/),
  ]);
  expect(stdout).toContain("Dormouse is at https://dormouse.example.workers.dev");
  expect(stdout).toContain("https://dormouse.example.workers.dev/usage");
  const token = /OPERATOR_TOKEN=([\w-]{43})\n/.exec(stdout)?.[1];
  expect(JSON.parse(account.secrets())).toEqual({ OPERATOR_TOKEN: token });
});

it("leaves no file with the token behind", () => {
  const { calls } = newAccount().deploy();
  const file = calls.at(-1)?.split(" ").at(-1) ?? "";
  expect(file).toMatch(/secrets\.json$/);
  expect(existsSync(file)).toBe(false);
});

it("updates the second time: nothing is created, the token stays", () => {
  const account = newAccount();
  account.deploy();
  const before = account.secrets();
  const { status, stdout, calls } = account.deploy();
  expect(status).toBe(0);
  expect(calls).toEqual([
    "whoami --json",
    "d1 list --json",
    "d1 migrations apply DB --remote",
    "secret list",
    "deploy",
  ]);
  expect(stdout).not.toContain("OPERATOR_TOKEN=");
  expect(stdout).toContain("Dormouse is at");
  expect(account.secrets()).toBe(before);
});

it("makes the database where it was asked to", () => {
  expect(newAccount().deploy(["--location", "weur"]).calls).toContain("d1 create dormouse --location weur");
});

it("sends someone who is not logged in to do so, and touches nothing", () => {
  const { status, stderr, calls } = newAccount({ loggedIn: false }).deploy();
  expect(status).toBe(1);
  expect(stderr).toContain("wrangler login");
  expect(calls).toEqual(["whoami --json"]);
});

it("does not choose between accounts", () => {
  const account = newAccount({ accounts: [...ONE_ACCOUNT, { id: "b2", name: "Bob" }] });
  const undecided = account.deploy();
  expect(undecided.status).toBe(1);
  expect(undecided.stderr).toContain("CLOUDFLARE_ACCOUNT_ID=b2");
  expect(undecided.calls).toEqual(["whoami --json"]);
  expect(account.deploy([], { CLOUDFLARE_ACCOUNT_ID: "b2" }).status).toBe(0);
});

it.each([
  ["d1 create", "Creating the database"],
  ["d1 migrations", "Applying the migrations"],
  ["deploy", "Deploying"],
])("stops where %s fails, says so, and goes on from there the next time", (command, step) => {
  const account = newAccount();
  const failed = account.deploy([], { FAIL: command });
  expect(failed.status).toBe(1);
  expect(failed.stderr).toContain(`Stopped at: ${step}`);
  expect(failed.stderr).toContain("The API said no.");
  expect(failed.calls.at(-1)).toMatch(new RegExp(`^${command}`));
  expect(account.exists("worker")).toBe(false);
  expect(account.deploy().status).toBe(0);
});

it("takes only a missing Worker for a missing token", () => {
  const account = newAccount();
  account.deploy();
  const { status, stderr, calls } = account.deploy([], { FAIL: "secret list" });
  expect(status).toBe(1);
  expect(stderr).toContain("Stopped at: Looking for the operator's token");
  expect(calls.at(-1)).toBe("secret list");
});

it("rehearses without an account", () => {
  const { status, calls } = newAccount({ loggedIn: false }).deploy(["--dry-run"]);
  expect(status).toBe(0);
  expect(calls).toEqual([
    expect.stringMatching(/^d1 migrations apply DB --local --persist-to .+$/),
    "deploy --dry-run --outdir dist",
  ]);
});
