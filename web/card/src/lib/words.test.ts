import { faultsOf } from "@vuelve/ui/catalogues.ts";
import { expect, it } from "vitest";
import en from "./messages/en.json";
import es from "./messages/es.json";
import pt from "./messages/pt.json";

it("the catalogues say the same in every language", () => expect(faultsOf({ es, en, pt })).toEqual([]));
