// Writes src/generated/operations.ts: what the client must know of each operation beside its types.
import { readFileSync, writeFileSync } from "node:fs";
import yaml from "js-yaml";

const contract = yaml.load(readFileSync(new URL("../../api/openapi.yaml", import.meta.url), "utf8"));
const resolve = (node) =>
    node.$ref ? node.$ref.slice(2).split("/").reduce((at, name) => at[name], contract) : node;
const type = (id) => id[0].toUpperCase() + id.slice(1);

const operations = [];
for (const [path, item] of Object.entries(contract.paths))
    for (const [method, operation] of Object.entries(item)) {
        if (!operation.operationId) continue;
        const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map(resolve);
        operations.push({
            id: operation.operationId,
            method: method.toUpperCase(),
            path,
            summary: operation.summary ?? "",
            keyed: parameters.some((one) => one.in === "header" && one.name === "Idempotency-Key"),
            // An answer without an end is no call: the client reads those line by line.
            answers: Object.entries(operation.responses).some(
                ([status, one]) => status.startsWith("2") && !("text/event-stream" in (resolve(one).content ?? {})),
            ),
        });
    }
operations.sort((a, b) => (a.id < b.id ? -1 : 1));
const answered = operations.filter((one) => one.answers);

const lines = [
    "// Made from api/openapi.yaml by generate-operations.mjs; `npm run generate` makes it anew.",
    'import type * as types from "./types.gen.ts";',
    "",
    "/** Method, path, and whether it takes an Idempotency-Key. */",
    "export const operations = {",
    ...answered.map(
        (one) =>
            `    /** ${one.summary.replaceAll("*/", "* /")} */\n` +
            `    ${one.id}: { method: "${one.method}", path: "${one.path}", keyed: ${one.keyed} },`,
    ),
    "} as const;",
    "",
    "/** What each operation is asked and answers, by its name. */",
    "export interface Operations {",
    ...answered.map(
        (one) =>
            `    ${one.id}: { asks: types.${type(one.id)}Data; answers: types.${type(one.id)}Response };`,
    ),
    "}",
    "",
];
writeFileSync(new URL("src/generated/operations.ts", import.meta.url), lines.join("\n"));
console.log(`${answered.length} operations`);
