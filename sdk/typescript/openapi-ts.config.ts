import { defineConfig } from "@hey-api/openapi-ts";

/** Types only: the client is written by hand, small enough to read whole. */
export default defineConfig({
    input: "../../api/openapi.yaml",
    output: { path: "src/generated", clean: true },
    plugins: [{ name: "@hey-api/typescript", enums: false }],
});
