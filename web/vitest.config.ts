import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

/** Tests of logic, without a browser: those with one are in e2e. */
export default defineConfig({
    plugins: [svelte()],
    test: { include: ["{api,ui,card,till}/src/**/*.test.ts", "build/*.test.ts"], environment: "node" },
});
