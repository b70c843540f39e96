// Writes the contract as a Postman collection (v2.1) to standard output: folders by tag, one variable for the address and one
// for the key. The same contract gives the same text: ids are made from names, not drawn.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(new URL("node/node_modules/", import.meta.url));
const { SchemaPack } = require("openapi-to-postmanv2");
const YAML = require("yaml");

const contract = YAML.parse(readFileSync(process.argv[2], "utf8"), { merge: true, schema: "core" });
const resolve = (node) => (node?.$ref ? resolve(node.$ref.slice(2).split("/").reduce((at, name) => at[name.replaceAll("~1", "/")], contract)) : node);
delete contract.webhooks; // what we send is nothing to be sent by hand
// Where the contract shows no value the converter draws one: it gets the first that is allowed.
for (const parameter of Object.values(contract.components.parameters).concat(Object.values(contract.paths).flatMap((item) => Object.values(item).flatMap((one) => one.parameters ?? [])))) {
    const schema = resolve(resolve(parameter).schema);
    resolve(parameter).example ??= schema.example ?? schema.examples?.[0] ?? schema.default ?? schema.enum?.[0];
}
for (const item of Object.values(contract.paths))
    for (const operation of Object.values(item))
        // Requests to try, not a second copy of the reference: refusals are read there.
        for (const status of Object.keys(operation.responses ?? {})) if (/^[45d]/.test(status)) delete operation.responses[status];
const options = {
    folderStrategy: "Tags",
    requestNameSource: "Fallback",
    requestParametersResolution: "Example",
    exampleParametersResolution: "Example",
    parametersResolution: "Example",
    indentCharacter: "Space",
    optimizeConversion: false,
    stackLimit: 50,
    includeAuthInfoInExample: false,
    alwaysInheritAuthentication: true,
    keepImplicitHeaders: true,
};
const converted = await new Promise((done, failed) => {
    new SchemaPack({ type: "json", data: contract }, options).convertV2((error, result) => (error || !result.result ? failed(error ?? new Error(result.reason)) : done(result)));
});
const collection = converted.output[0].data;

/** Ids of the same place are the same; nothing of the day stands in the file. */
function settle(node, place) {
    if (Array.isArray(node)) node.forEach((inner, at) => settle(inner, `${place}/${inner?.name ?? at}`));
    else if (node && typeof node === "object")
        for (const [name, inner] of Object.entries(node)) {
            if ((name === "id" || name === "_postman_id" || name === "uid") && typeof inner === "string" && /^[0-9a-f-]{36}$/.test(inner))
                node[name] = createHash("sha256").update(place).digest("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, "$1-$2-$3-$4-$5");
            else settle(inner, `${place}/${name}`);
        }
}
/** What is sent first is what must be sent: optional parts wait switched off, and every sending is an act of its own. */
function soften(item) {
    for (const one of item.item ?? []) soften(one);
    if (!item.request) return;
    const optional = (part) => !/^\(Required\)/.test(part.description?.content ?? "");
    for (const part of item.request.url.query ?? []) part.disabled = optional(part);
    for (const part of item.request.header ?? []) {
        if (part.key === "Idempotency-Key") part.value = "{{$guid}}";
        else if (part.description && optional(part)) part.disabled = true;
    }
    for (const response of item.response ?? []) delete response.originalRequest;
    delete item.event;
}
settle(collection, "vuelve");
soften(collection);
collection.item = collection.item.filter((folder) => folder.item?.length > 0);
collection.auth = { type: "bearer", bearer: [{ key: "token", value: "{{key}}", type: "string" }] };
collection.variable = [
    { key: "baseUrl", value: "http://localhost:8080", type: "string", description: "The server, without a slash at the end." },
    { key: "key", value: "", type: "string", description: "An API key: vlv_test_... or vlv_live_..." },
];
process.stdout.write(JSON.stringify(collection, null, 1) + "\n");
