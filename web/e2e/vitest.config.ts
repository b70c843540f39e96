import { defineConfig } from "vitest/config";

/** Browser tests: one server, one browser, one file after another, as people would. */
export default defineConfig({
    test: {
        include: ["suite/**/*.test.ts"],
        globalSetup: ["support/globally.ts"],
        fileParallelism: false,
        testTimeout: 60_000,
        hookTimeout: 60_000,
    },
});
