// A till in forty lines: who is it, what would it earn, sell, and the ticket. VUELVE_URL and VUELVE_KEY say which shop.
//   node examples/till.ts "phone:+593987654321" 2x4.50 1x3.25
import { OutcomeUnknown, Vuelve, VuelveError } from "../src/index.ts";

const { VUELVE_URL: baseUrl = "http://localhost:8080", VUELVE_KEY: key = "" } = process.env;
const till = new Vuelve({ baseUrl, key, language: "es" });

const [who = "", ...articles] = process.argv.slice(2);
const lines = articles.map((article, at) => {
    const [quantity, price] = article.split("x").map(Number);
    return { line: at + 1, quantity: quantity!, unit_price: Math.round(price! * 100) };
});
const amount = lines.reduce((sum, line) => sum + line.quantity * line.unit_price, 0);

try {
    const { data: member } = await till.lookupMember({ body: { by: who } });
    const { data: quote } = await till.createQuote({ body: { member: member.member, lines } });
    console.log(`${member.name}: ganaría ${quote.effects.map((one) => `${one.points} ${one.currency}`).join(", ") || "nada"}`);

    const sale = {
        id: `CAJA-1-${Date.now()}`, // of the till, made before it is sent: the same sale keeps it, whatever the line does
        member: member.member,
        lines,
        tenders: [{ type: "cash", amount }],
    };
    const { data: ticket } = await till.createPurchase({ body: sale, query: { explain: "text" } });
    console.log(ticket.ticket?.join("\n"));
} catch (error) {
    if (error instanceof OutcomeUnknown) console.error("Sin respuesta: la venta queda en cola con su mismo número.");
    else if (error instanceof VuelveError) console.error(error.message, ...error.faults.map((one) => `${one.pointer}: ${one.detail}`));
    else throw error;
    process.exitCode = 1;
}
