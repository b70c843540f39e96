import { readFileSync } from "node:fs";

type Section = { code?: string; id?: string; name?: Record<string, string> }[];
type Document = Record<string, unknown> & { currencies: Section; languages?: string[] };
interface More extends Record<string, unknown> {
    currencies: Record<string, Record<string, string>>;
}

const read = <T>(path: string) => JSON.parse(readFileSync(path, "utf8")) as T;

/** The programme of the shop of the tests, with what its pages can show besides: badges, a club, a leaderboard, names in three languages. */
export function lively(programme: string): string {
    const document = read<Document>(programme);
    const { currencies, ...sections } = read<More>(new URL("more.programme.json", import.meta.url).pathname);
    for (const currency of document.currencies) currency.name = currencies[currency.code ?? ""] ?? currency.name ?? {};
    for (const [section, entries] of Object.entries(sections)) document[section] = [...((document[section] as Section | undefined) ?? []), ...(entries as Section)];
    return JSON.stringify(document);
}
