import { applyD1Migrations } from "cloudflare:test";
import { env } from "cloudflare:workers";

// Runs before each file, outside its isolated storage; what is applied already is not applied again.
await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);
