import { faultsOf } from "@vuelve/ui/catalogues.ts";
import { expect, it } from "vitest";
import first from "../messages/es.json";
import shared from "../../../../ui/src/messages/es.json";
import en from "./messages/en.json";
import es from "./messages/es.json";
import pt from "./messages/pt.json";

it("the catalogues of the pages say the same in every language", () => expect(faultsOf({ es, en, pt })).toEqual([]));

it("no key of the pages hides one of the shell or of the shared words", () => {
    const taken = new Set([...Object.keys(first), ...Object.keys(shared)]);
    expect(Object.keys(es).filter((key) => taken.has(key))).toEqual([]);
});
