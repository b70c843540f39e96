/** The shop of the test file that runs: where it is served, a till's key, and the office's. support/own_shop.ts opens it. */
export const here = { url: "", key: "", adminKey: "" };
