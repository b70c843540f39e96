import { IntlMessageFormat } from "intl-messageformat";

/** The kinds of node of a parsed message that ask for a value: everything but text (0) and the number sign of a plural (7). */
const plural = 6;
interface Node {
    type: number;
    value?: string;
    options?: Record<string, { value: Node[] }>;
}

const valuesOf = (nodes: readonly Node[]): string[] =>
    nodes.flatMap((node) => [
        ...(node.type !== 0 && node.type !== 7 && node.value ? [node.value] : []),
        ...Object.values(node.options ?? {}).flatMap((option) => valuesOf(option.value)),
    ]);

const pluralsOf = (nodes: readonly Node[]): string[][] =>
    nodes.flatMap((node) => [
        ...(node.type === plural ? [Object.keys(node.options ?? {})] : []),
        ...Object.values(node.options ?? {}).flatMap((option) => pluralsOf(option.value)),
    ]);

/** What is wrong with catalogues that have to say the same: keys, values, and the plural forms each language needs. */
export function faultsOf(catalogues: Record<string, Record<string, string>>): string[] {
    const [first, ...rest] = Object.keys(catalogues);
    if (first === undefined) return ["there are no catalogues"];
    const said = (language: string, key: string) => new IntlMessageFormat(catalogues[language]?.[key] ?? "", language, undefined, { ignoreTag: true }).getAst() as Node[];
    const faults: string[] = [];
    for (const language of [first, ...rest]) {
        const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
        for (const [key, text] of Object.entries(catalogues[language] ?? {})) {
            if (text.trim() === "") faults.push(`${language} ${key}: says nothing`);
            for (const options of pluralsOf(said(language, key)))
                for (const form of forms) if (!options.includes(form)) faults.push(`${language} ${key}: has no plural form "${form}"`);
        }
    }
    for (const language of rest) {
        const keys = new Set([...Object.keys(catalogues[first] ?? {}), ...Object.keys(catalogues[language] ?? {})]);
        for (const key of keys) {
            if (!(key in (catalogues[language] ?? {}))) faults.push(`${language}: lacks ${key}`);
            else if (!(key in (catalogues[first] ?? {}))) faults.push(`${first}: lacks ${key}, which ${language} has`);
            else {
                const [a, b] = [first, language].map((l) => [...new Set(valuesOf(said(l, key)))].sort().join(", "));
                if (a !== b) faults.push(`${key}: ${first} is given ${a || "nothing"}, ${language} ${b || "nothing"}`);
            }
        }
    }
    return faults;
}
