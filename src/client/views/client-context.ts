import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Client } from "../client.ts";

export const ClientContext = createContext<Client | null>(null);

/** @throws Error outside the provider, which main.tsx sets around everything */
export function useClient(): Client {
  const client = useContext(ClientContext);
  if (!client) throw new Error("There is no client around this view.");
  return client;
}
