import { escpos } from "./receipt/escpos.ts";
import { plainText, type Receipt, type Width } from "./receipt/receipt.ts";

interface SerialPort {
    open(how: { baudRate: number }): Promise<void>;
    close(): Promise<void>;
    readonly writable: WritableStream<Uint8Array>;
}
interface Serial {
    getPorts(): Promise<SerialPort[]>;
    requestPort(): Promise<SerialPort>;
}
const serial = (): Serial | undefined => ("serial" in navigator ? (navigator.serial as Serial) : undefined);

/** A browser that cannot speak to printers itself saves the bytes, for a printing program to pick up. */
function save(name: string, content: Blob): void {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(content);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/** Rolls as shops have them, by the letters that stand in a line. */
export const rolls: readonly { letters: Width; millimetres: number }[] = [
    { letters: 32, millimetres: 58 },
    { letters: 48, millimetres: 80 },
];
const keptRoll = "vuelve.roll";
/** The roll of this device's printer. */
export const roll = (): Width => rolls.find(({ letters }) => String(letters) === localStorage.getItem(keptRoll))?.letters ?? 48;
export const chooseRoll = (letters: Width): void => localStorage.setItem(keptRoll, String(letters));

/** To a receipt printer on a serial or USB line; the person chooses it once. */
export async function printBytes(receipt: Receipt, name: string, width: Width = roll()): Promise<void> {
    const bytes = escpos(receipt, width);
    const ports = serial();
    if (!ports) return save(`${name}.bin`, new Blob([bytes]));
    const [known] = await ports.getPorts();
    const port = known ?? (await ports.requestPort().catch(() => undefined));
    if (!port) return;
    await port.open({ baudRate: 9600 });
    const writer = port.writable.getWriter();
    await writer.write(bytes);
    writer.releaseLock();
    await port.close();
}

/** For a printer that takes text, or a message to the customer. */
export const saveText = (receipt: Receipt, name: string, width: Width = roll()): void => save(`${name}.txt`, new Blob([plainText(receipt, width)], { type: "text/plain;charset=utf-8" }));

/** By whatever printer the browser has: the page's own receipt alone is printed. */
export const printPage = (): void => window.print();
