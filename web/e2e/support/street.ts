import { call, enrol, moveClock, office, sell, type Shopper } from "./shop.ts";

/** A shop in the middle of its year: who shops there, and what they did. */
export interface Street {
    /** Whose card is full of life. */
    ana: Shopper;
    /** With Ana in one household, and invited by her. */
    beto: Shopper;
    /** Joined a moment ago. */
    rosa: Shopper;
}

const looks = {
    shop_name: "Abarrotes Laurel",
    colour: "#1B6E46",
    welcome: { es: "Tu tienda de siempre, ahora con memoria", en: "Your everyday shop, now with a memory", pt: "Sua loja de sempre, agora com memória" },
    pictures: "grocery",
};

/** Neighbours enough for a leaderboard to be shown: it hides below twenty. */
async function neighbours(): Promise<void> {
    const names = ["Alma", "Blas", "Cira", "Dario", "Edna", "Fito", "Gala", "Hugo", "Iris", "Joel", "Kira", "Leo", "Mara", "Nico", "Olga", "Pia", "Raul", "Sara", "Tito", "Uma"];
    for (const [i, name] of names.entries()) {
        const neighbour = await enrol(`${name} Paz`);
        await office("PATCH", `/v1/members/${neighbour.id}`, { alias: name });
        await call("POST", `/v1/members/${neighbour.id}/consents`, { purpose: "leaderboard", given: true, text_version: "1" });
        await sell(neighbour, 1100 + 310 * i);
    }
}

export async function openStreet(): Promise<Street> {
    await office("PUT", "/v1/brand", looks);
    const ana = await enrol("Ana Torres", { home_store: "CENTRO" });
    await office("PATCH", `/v1/members/${ana.id}`, { alias: "Ana" });
    const { referral_code } = await office<{ referral_code: string }>("GET", `/v1/members/${ana.id}`);
    await call("POST", `/v1/members/${ana.id}/consents`, { purpose: "leaderboard", given: true, text_version: "1" });
    await call("POST", `/v1/members/${ana.id}/clubs`, { club: "ARBOLES" });
    for (const [day, cents] of [[1, 2900], [2, 9400], [3, 2900], [4, 1850], [5, 3300]] as const) {
        await moveClock(`2026-12-0${day}T10:00:00-05:00`);
        await sell(ana, cents, day % 2 ? "CAFE-250" : "PAN");
    }
    const beto = await enrol("Beto Torres", { referral_code });
    await sell(beto, 2400);
    await neighbours();
    await moveClock("2026-12-08T10:00:00-05:00");
    await sell(ana, 4200);
    const rosa = await enrol("Rosa Lima");
    return { ana, beto, rosa };
}
