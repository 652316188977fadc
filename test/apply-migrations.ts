import { applyD1Migrations, reset } from "cloudflare:test";
import { env } from "cloudflare:workers";

// Before each file: whatever those before it have left is gone, and D1 is as a deployment has it.
await reset();
await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);
