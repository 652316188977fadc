import { fileURLToPath } from "node:url";

/** Folder of the repository, and of the bench in it. */
export const root = fileURLToPath(new URL("..", import.meta.url));
export const bench = fileURLToPath(new URL(".", import.meta.url));
