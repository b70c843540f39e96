declare module "jsbarcode/bin/barcodes/CODE128/CODE128_AUTO.js" {
    /** One symbology of JsBarcode: text in, bars as "1" and spaces as "0" out. */
    export default class Code128 {
        constructor(data: string, options: object);
        encode(): { data: string; text: string };
    }
}
