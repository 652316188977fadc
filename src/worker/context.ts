import { readSettings, type Settings } from "../settings.ts";

/** What Hono hands to every handler of this Worker. */
export type Api = { Bindings: Env };

const known = new WeakMap<Env, Settings>();

/**
 * The settings of this deployment, read from the variables the first time.
 * @throws Error naming the variable that is missing or not a number
 */
export function settingsOf(env: Env): Settings {
  let settings = known.get(env);
  if (!settings) {
    settings = readSettings(env);
    known.set(env, settings);
  }
  return settings;
}
