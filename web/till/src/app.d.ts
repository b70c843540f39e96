/// <reference path="../../ui/src/jsbarcode.d.ts" />
