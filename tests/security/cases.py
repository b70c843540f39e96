"""The 40 abuse cases of docs/security.md 3: what each is called, which scripts try it besides the tests that carry its number, and what
still waits for a part of Vuelve that does not exist yet. `tools/security_cases.py` makes docs/security-cases.md of it."""

MATRIX = "tests/scripts/authorization_test.sh"
BYTES = "tests/scripts/byte_scan_test.sh"
TAMPER = "tests/scripts/tamper_test.sh"
SCANNERS = "tests/scripts/scanners_test.sh"
FUZZ = "tests/scripts/fuzz_api_test.sh"
XSS = "tests/scripts/xss_test.sh"
WEBHOOKS = "tests/scripts/webhook_test.sh"
RACE = "tests/scripts/race_test.sh"
SDK = "sdk/typescript/test/webhooks.test.ts"

# number: (abuse, scripts, what waits or "")
CASES = {
    1: ("account takeover by stuffing credentials or codes", [], ""),
    2: ("code by brute force, twice, or for another request", [], ""),
    3: ("SMS pumping, code bombing", [], "costs of real SMS senders: with the channels of issue 8"),
    4: ("finding out who is a member", [], ""),
    5: ("change of phone or e-mail, then redeem", [], ""),
    6: ("guessing coupons and gift codes", [], ""),
    7: ("guessing card numbers at the till", [], ""),
    8: ("a QR replayed or photographed", [], ""),
    9: ("an offline till replays a batch", [], "the device's own counter: with the till of issue 9; operation ids count once today"),
    10: ("double redemption in a race", [RACE], ""),
    11: ("a cashier credits the own card", [], ""),
    12: ("a cashier keeps forgotten receipts", [], ""),
    13: ("manual adjustments abused", [], ""),
    14: ("buy, earn, spend, refund", [], ""),
    15: ("refund twice, or for another store's receipt", [], ""),
    16: ("self-referral and rings", [], ""),
    17: ("several accounts for the welcome bonus", [], ""),
    18: ("negative, zero, huge, fractional amounts", [FUZZ], ""),
    19: ("splitting purchases for the rounding", [], ""),
    20: ("currency mismatch", [], ""),
    21: ("games with time", [], ""),
    22: ("laundering points by transfers", [], ""),
    23: ("a member reads another's data", [MATRIX], ""),
    24: ("another tenant", [MATRIX], ""),
    25: ("mass assignment, over-exposure", [FUZZ], ""),
    26: ("role escalation, forced browsing", [MATRIX], ""),
    27: ("stolen API key", [BYTES, MATRIX], ""),
    28: ("session theft, fixation, CSRF", [MATRIX], ""),
    29: ("token pitfalls", [MATRIX], ""),
    30: ("XSS by name, comment, reward text", [XSS], "images, e-mail, push: with the card of issue 8, which brings them"),
    31: ("formulas in exported CSV", [], ""),
    32: ("injection into headers, logs, messages", [FUZZ, BYTES], "e-mail headers and SMS: with their senders (issue 8)"),
    33: ("injection into SQL, JSON, rules; rule bombs", [SCANNERS, FUZZ], ""),
    34: ("webhooks to private addresses", [WEBHOOKS], ""),
    35: ("webhooks forged or replayed", [WEBHOOKS, SDK], ""),
    36: ("unsafe answers of others", [WEBHOOKS], "SMS, push and partners: with their senders (issue 8)"),
    37: ("resource abuse", [FUZZ], ""),
    38: ("password hashing as denial of service", [], ""),
    39: ("agents misused: injected names, over-broad tools", [], "the whole case: there is no door for agents (MCP) yet; a key of the agent's scopes is in the matrix"),
    40: ("thief of disk or backup, insider with file access", [BYTES, TAMPER], ""),
}
