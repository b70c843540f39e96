import { defineConfig } from "vite";
import { appConfig } from "../build/app.ts";

export default defineConfig(() =>
    appConfig({
        base: "/till",
        port: 18241,
        operations: /^\/v1\/(members|purchases|quotes?|returns|reservations|redemptions|vouchers|coupons|rewards|tills?|stores|receipts|card|programme|session|prizes|products|shifts?|cases)(\/|$)/,
        mostScript: 120_000,
    }),
);
