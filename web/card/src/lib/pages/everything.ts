interface Page<T> {
    items: T[];
    next?: string | null;
}

/** All of a list, page after page; `most` keeps a very long one from being read to its end. */
export async function everything<T>(read: (cursor: string | undefined) => Promise<Page<T>>, most = 10): Promise<T[]> {
    const all: T[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < most; ++page) {
        const { items, next } = await read(cursor);
        all.push(...items);
        if (!next) break;
        cursor = next;
    }
    return all;
}

/** The query of one page of a list. */
export const from = (cursor: string | undefined, limit = 200) => ({ query: { limit, ...(cursor ? { cursor } : {}) } });
