import { describe, expect, it } from "vitest";
import { firstChip, inOrder, leftIn, narrow, sortVouchers, spaced, withoutName, type Prize } from "./shelf.ts";

const prize = (reward: string, points: number, reach?: "affordable" | "almost" | "later" | "locked", more: Partial<Prize> = {}): Prize => ({
    reward,
    name: reward,
    image: null,
    type: "product",
    fulfilment: "pickup",
    cost: { currency: "PTS", points, money: 0 },
    left: null,
    left_in_store: {},
    limit: null,
    window: { from: null, to: null },
    restricted: false,
    refundable: true,
    ...(reach ? { for_me: { reach, cost: points, missing: 0, left_after: 0, reason: null, text: "" } } : {}),
    ...more,
});
const codes = (prizes: Prize[]) => prizes.map(({ reward }) => reward);

describe("the shelf", () => {
    const all = [prize("LOCKED", 10, "locked"), prize("DEAR", 500, "affordable"), prize("LATER", 900, "later"), prize("ALMOST", 700, "almost"), prize("CHEAP", 90, "affordable")];

    it("begins with what can be had, the cheaper first", () => expect(codes(inOrder(all))).toEqual(["CHEAP", "DEAR", "ALMOST", "LATER", "LOCKED"]));

    it("opens with the first chip that holds anything", () => {
        expect(firstChip(all)).toBe("reachable");
        expect(firstChip(narrow(all, "almost"))).toBe("almost");
        expect(firstChip([prize("NONE", 5)])).toBe("all");
        expect(codes(narrow(all, "reachable"))).toEqual(["DEAR", "CHEAP"]);
    });

    it("counts what is left where the member buys", () => {
        const bag = prize("BAG", 400, "affordable", { left_in_store: { CENTRO: 39 }, left: null });
        expect([leftIn(bag, "CENTRO"), leftIn(bag, "NORTE"), leftIn(bag, null), leftIn(prize("X", 1, "later", { left: 7 }), "CENTRO")]).toEqual([39, 0, null, 7]);
    });
});

describe("vouchers", () => {
    it("that can be used come first, the next to end on top", () => {
        const { open, over } = sortVouchers([
            { id: "a", state: "used", expires_at: null },
            { id: "b", state: "issued", expires_at: null },
            { id: "c", state: "issued", expires_at: "2026-12-01T05:00:00Z" },
            { id: "d", state: "expired", expires_at: "2026-02-01T05:00:00Z" },
        ] as never[]);
        expect(open.map((voucher: { id: string }) => voucher.id)).toEqual(["c", "b"]);
        expect(over.map((voucher: { id: string }) => voucher.id)).toEqual(["d", "a"]);
    });

    it("say why without the name they stand under", () => {
        expect(withoutName("Canasta: es solo para el nivel Oro.", "Canasta")).toBe("Es solo para el nivel Oro.");
        expect(withoutName("Te faltan 5 puntos.", "Canasta")).toBe("Te faltan 5 puntos.");
    });

    it("are read aloud in fours", () => expect(spaced("8K3M9QTX4W2N7C")).toBe("8K3M 9QTX 4W2N 7C"));
});
