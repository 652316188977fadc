/** Logs a fault for the operator. No message's text and no token ever gets into an error here. */
export function report(error: unknown): void {
  console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
}
