// `npm run archive:rebuild -- <room> [--url https://chat.example.com]`: copies a room's messages into the database anew.
import { parseArgs } from "node:util";
import { findToken } from "./operator-token.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { url: { type: "string", default: "http://localhost:8787" } },
});
const [room] = positionals;
if (!room || positionals.length > 1) fail("Usage: npm run archive:rebuild -- <room> [--url https://chat.example.com]");

const token = findToken();
if (!token) fail("Set OPERATOR_TOKEN, the secret of the deployment; for a local one it stands in .dev.vars.");

const address = new URL(`/api/rooms/${encodeURIComponent(room)}/archive`, values.url);
const response = await fetch(address, { method: "POST", headers: { authorization: `Bearer ${token}` } }).catch(
  (error) => fail(`${address.origin} does not answer: ${error.cause?.message ?? error.message}`),
);
const answer = await response.text();
if (!response.ok) fail(`${response.status} ${response.statusText}\n${answer}`);
console.log(answer || `The room "${room}" is copying its messages into the archive.`);

/** @returns {never} */
function fail(/** @type {string} */ message) {
  console.error(message);
  process.exit(1);
}
