import { signal } from "@preact/signals";
import { afterEach, expect, it } from "vitest";
import { Choice } from "../../src/client/choice.ts";
import { type Sources, Speech } from "../../src/client/speech.ts";
import { firstKnown, type Language, language, locale, localeFor } from "../../src/client/words/languages.ts";
import { FakeSurroundings, fakeStorage } from "./fake-surroundings.ts";

const SOURCES: Sources<string> = { en: () => "Hello", de: async () => "Hallo", ar: async () => "مرحبا" };

afterEach(() => {
  language.value = "en";
  locale.value = "en";
});

function begin(surroundings: FakeSurroundings, sources = SOURCES) {
  const words = signal("");
  const speech = new Speech(words, sources, surroundings);
  return { words, speech, begun: speech.begin() };
}

it.each([
  [["de-AT", "en"], "de", "de-AT"],
  [["fr", "ar-EG", "en-US"], "ar", "ar-EG"],
  [["fr-FR", "den"], "en", "en-GB"],
  [["EN-us"], "en", "EN-us"],
  [[], "en", "en-GB"],
] as const)("whose browser asks for %j reads %s, written as in %s", (tags, known, written) => {
  expect(firstKnown(tags)).toBe(known);
  expect(localeFor(known, tags)).toBe(written);
});

it("the page begins in the reader's language", async () => {
  const { words, begun } = begin(new FakeSurroundings(fakeStorage(), ["de-CH", "en"]));
  await begun;
  expect([words.value, language.value, locale.value]).toEqual(["Hallo", "de", "de-CH"]);
});

it("a language that is chosen is spoken in every tab, and on the next visit", async () => {
  const storage = fakeStorage();
  const tabs = [new FakeSurroundings(storage), new FakeSurroundings(storage)];
  const [one, other] = tabs.map((tab) => begin(tab));
  await Promise.all([one!.begun, other!.begun]);
  await one!.speech.choose("ar");
  expect([one!.words.value, other!.words.value]).toEqual(["مرحبا", "Hello"]);
  tabs[1]!.storedElsewhere("dormouse:language");
  await expect.poll(() => other!.words.value).toBe("مرحبا");
  const next = begin(new FakeSurroundings(storage, ["de"]));
  await next.begun;
  expect(next.words.value).toBe("مرحبا");
});

it("a language that cannot be loaded leaves the page as it was", async () => {
  const failing: Sources<string> = { ...SOURCES, de: () => Promise.reject(new Error("offline")) };
  const german = begin(new FakeSurroundings(fakeStorage(), ["de"]), failing);
  await german.begun;
  expect(language.value).toBe("en");
  await expect(german.speech.choose("de")).rejects.toThrow("offline");
  expect(language.value).toBe("en");
});

it("of two languages chosen one after the other the later one is spoken, whichever comes first", async () => {
  const loaded: Partial<Record<Language, (words: string) => void>> = {};
  const slow: Sources<string> = { ...SOURCES, de: () => new Promise((resolve) => (loaded.de = resolve)) };
  const { words, speech, begun } = begin(new FakeSurroundings(), slow);
  await begun;
  const first = speech.choose("de");
  await speech.choose("ar");
  loaded.de!("Hallo");
  await first;
  expect(words.value).toBe("مرحبا");
});

it("a choice that is not among the options counts as none", () => {
  const surroundings = new FakeSurroundings();
  surroundings.storage.setItem("key", "purple");
  const choice = new Choice(surroundings, "key", ["light", "dark"]);
  expect(choice.value.value).toBeNull();
  choice.choose("dark");
  expect(new Choice(surroundings, "key", ["light", "dark"]).value.value).toBe("dark");
  choice.choose(null);
  expect(surroundings.storage.length).toBe(0);
});
