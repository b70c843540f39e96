import { civilDay } from "@vuelve/ui/format.ts";
import { manner, now } from "./desk.svelte.ts";
import type { TillDatabase } from "./queue/shelf.ts";

/** Sales to people who are no members: the programme knows nothing of them, the shift counts them. */
const today = $state({ day: "", count: 0, money: 0 });
let kept: TillDatabase;

export async function recallAnonymous(db: TillDatabase): Promise<void> {
    kept = db;
    Object.assign(today, (await db.get("facts", "anonymous")) as object | undefined);
}

export const anonymous = () => (today.day === civilDay(now(), manner()) ? today : { count: 0, money: 0 });

export async function countAnonymous(money: number): Promise<void> {
    const before = anonymous();
    Object.assign(today, { day: civilDay(now(), manner()), count: before.count + 1, money: before.money + money });
    await kept.put("facts", $state.snapshot(today), "anonymous");
}
