import type { Plugin } from "esbuild";

export const emojiModules: Plugin;
export function emojiList(): string;
export function emojiNames(language: string): string;
