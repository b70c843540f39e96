import { defineConfig } from "vite";
import { appConfig } from "../build/app.ts";

export default defineConfig(() =>
    appConfig({
        base: "/till",
        port: 18241,
        operations: /^\/(healthz|v1\/(card|till|tills|tills\/bind|tills\/shift|products|stores|session|session\/pin|members|members\/lookup|members\/search|members\/\{id\}\/(vouchers|activities|till-codes)|quotes|purchases|purchases\/lookup|purchases\/\{id\}(\/returns|\/returns\/preview|\/void)?|rewards|redemptions(\/\{id\}\/fulfil)?|vouchers\/(use|validate)))$/,
        mostScript: 120_000,
        firstPages: ["/"],
    }),
);
