/// <reference path="../../ui/src/jsbarcode.d.ts" />

declare global {
    namespace App {
        interface PageState {
            /** The question of joining that is asked, so that going back goes to the one before. */
            step?: "contact" | "code" | "name" | "consents";
        }
    }
}

export {};
