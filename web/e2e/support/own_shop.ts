import { afterAll } from "vitest";
import { beginRun } from "./clock.ts";
import { here } from "./here.ts";
import { startServer } from "./server.ts";

// Each test file has a shop of its own, whose clock it moves as it likes: files can run in any order, or alone.
beginRun();
const { url, key, adminKey, stop } = await startServer();
Object.assign(here, { url, key, adminKey });
afterAll(stop);
