import { defineConfig } from "vitest/config";

/** Browser tests: one browser, one file after another, each with a shop of its own. */
export default defineConfig({
    test: {
        include: ["suite/**/*.test.ts"],
        globalSetup: ["support/globally.ts"],
        setupFiles: ["support/own_shop.ts"],
        fileParallelism: false,
        // By hand, it weighs 176 MB. A file whose tests are all skipped would leave its shop running: its end is never called.
        exclude: process.env.VUELVE_LIGHTHOUSE ? [] : ["**/lighthouse.test.ts"],
        testTimeout: 60_000,
        hookTimeout: 60_000,
    },
});
