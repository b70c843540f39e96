import { plainLines, wrap, type Receipt, type Width } from "./receipt.ts";

const ESC = 0x1b;
const GS = 0x1d;

/** Code page 858, which printers for shops know: the letters of our languages that ASCII has not. */
const letters: Record<string, number> = {
    ç: 0x87, ü: 0x81, é: 0x82, â: 0x83, à: 0x85, ê: 0x88, É: 0x90, ô: 0x93, Ü: 0x9a, á: 0xa0, í: 0xa1, ó: 0xa2, ú: 0xa3, ñ: 0xa4, Ñ: 0xa5, ª: 0xa6, º: 0xa7,
    "¿": 0xa8, "¡": 0xad, Á: 0xb5, Â: 0xb6, À: 0xb7, ã: 0xc6, Ã: 0xc7, Ê: 0xd2, "€": 0xd5, Í: 0xd6, Ó: 0xe0, Ô: 0xe2, õ: 0xe4, Õ: 0xe5, Ú: 0xe9, Ç: 0x80, "·": 0xfa,
};
const encoded = (text: string): number[] => [...text].map((letter) => (letter.charCodeAt(0) < 0x80 ? letter.charCodeAt(0) : (letters[letter] ?? 0x3f)));

/** The printer draws it itself (GS ( k): model 2, six dots, middle correction. */
function qr(text: string): number[] {
    const data = encoded(text);
    const size = data.length + 3;
    const k = (...bytes: number[]) => [GS, 0x28, 0x6b, ...bytes];
    return [
        ...k(4, 0, 0x31, 0x41, 0x32, 0),
        ...k(3, 0, 0x31, 0x43, 6),
        ...k(3, 0, 0x31, 0x45, 0x31),
        ...k(size & 0xff, size >> 8, 0x31, 0x50, 0x30, ...data),
        ...k(3, 0, 0x31, 0x51, 0x30),
    ];
}

/** What a receipt printer is sent: the plain lines, the link as a QR, and the cut. */
export function escpos(receipt: Receipt, width: Width): Uint8Array<ArrayBuffer> {
    const line = (text: string) => [...encoded(text), 0x0a];
    const align = (where: 0 | 1) => [ESC, 0x61, where];
    const bytes = [ESC, 0x40, ESC, 0x74, 19, ...plainLines(receipt, width).flatMap(line)];
    if (receipt.link) bytes.push(0x0a, ...align(1), ...wrap(receipt.link.text, width).flatMap(line), ...qr(receipt.link.url), 0x0a, ...align(0));
    bytes.push(ESC, 0x64, 4, GS, 0x56, 66, 0);
    return Uint8Array.from(bytes);
}
