import { defineConfig } from "vite";
import { appConfig } from "../build/app.ts";

export default defineConfig(() =>
    appConfig({
        base: "/card",
        port: 18240,
        operations: /^\/v1\/(me|card)(\/|$)/,
        mostScript: 80_000,
        firstPages: ["/", "/(app)/", "/join/"],
        early: "src/early.ts",
    }),
);
