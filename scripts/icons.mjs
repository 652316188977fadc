// Draws the icons that cannot be SVG from static/icon.svg, in a browser. To be run when that has changed: node scripts/icons.mjs
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { ensureBrowser } from "./browser.mjs";
import { root } from "./wrangler.mjs";

const svg = readFileSync(join(root, "static/icon.svg"), "utf8");
/** What the icon stands on: the first colour in it. Where a system cuts icons to its own shape, it reaches to the edges. */
const ground = /fill="(#[0-9a-f]+)"/i.exec(svg)?.[1] ?? fail("static/icon.svg begins with no colour.");

const browser = await chromium.launch({ executablePath: ensureBrowser(), args: ["--no-sandbox"] });
const page = await browser.newPage();
for (const size of [192, 512]) save(`icon-${size}.png`, await draw(size));
save("icon-maskable.png", await draw(512, { isCut: true }));
save("apple-touch-icon.png", await draw(180, { isCut: true }));
save("favicon.ico", asIco(await draw(32), 32));
await browser.close();

/** @param {number} size pixels of an edge @param {{ isCut?: boolean }} [options] whether others round its corners */
async function draw(size, { isCut = false } = {}) {
  await page.setViewportSize({ width: size, height: size });
  const image = `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`;
  await page.setContent(
    `<body style="margin: 0; background: ${isCut ? ground : "none"}"><img width="${size}" height="${size}" src="${image}">`,
  );
  return page.screenshot({ omitBackground: !isCut });
}

/** An icon file with one picture, which may be a PNG. */
function asIco(/** @type {Buffer} */ png, /** @type {number} */ size) {
  const header = Buffer.alloc(22);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(1, 4);
  header.writeUInt8(size, 6);
  header.writeUInt8(size, 7);
  header.writeUInt16LE(1, 10);
  header.writeUInt16LE(32, 12);
  header.writeUInt32LE(png.length, 14);
  header.writeUInt32LE(header.length, 18);
  return Buffer.concat([header, png]);
}

function save(/** @type {string} */ name, /** @type {Buffer} */ content) {
  writeFileSync(join(root, "static", name), content);
  console.log(`static/${name} ${content.length}`);
}

/** @returns {never} */
function fail(/** @type {string} */ message) {
  console.error(message);
  process.exit(1);
}
