import { nearness, type Manner } from "./format.ts";
import { say } from "./i18n.svelte.ts";

/** A day as a sentence goes on with it: "hoy", "el martes", "el 30 de noviembre". */
export function onDay(civil: string, how: Manner, now: Date): string {
    const near = nearness(civil, how, now);
    switch (near.when) {
        case "today":
            return say("day.today");
        case "yesterday":
            return say("day.yesterday");
        case "tomorrow":
            return say("day.tomorrow");
        case "weekday":
            return say("day.weekday", { day: near.day });
        case "date":
            return say("day.date", { day: near.day });
    }
}
