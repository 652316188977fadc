declare namespace Cloudflare {
  interface Env {
    /** The migrations of src/database, read by vitest.config.ts, because tests in the runtime have no file system. */
    TEST_MIGRATIONS: import("cloudflare:test").D1Migration[];
  }
  interface GlobalProps {
    mainModule: typeof import("../src/worker/index.ts");
    durableNamespaces: "Room";
  }
}
