import { expect, it } from "vitest";
import { mentions } from "../../src/client/mentions.ts";

it.each([
  ["@Ada", "Ada"],
  ["hey @ada!", "Ada"],
  ["(@Ada) look", "Ada"],
  ["@Adam and @Ada", "Ada"],
  ["@Ada Lovelace, good evening", "Ada Lovelace"],
  ["مرحبا @ليلى", "ليلى"],
  ["@Élodie", "élodie"],
  ["@C++ is here", "C++"],
])("“%s” calls %s", (text, name) => {
  expect(mentions(text, name)).toBe(true);
});

it.each([
  ["Ada", "Ada"],
  ["@Adam", "Ada"],
  ["@Ada_2", "Ada"],
  ["ada@adamant.example", "Ada"],
  ["write to bo@ada", "Ada"],
  ["@Ada", "Ada Lovelace"],
  ["@ Ada", "Ada"],
  ["@C", "C++"],
])("“%s” does not call %s", (text, name) => {
  expect(mentions(text, name)).toBe(false);
});
