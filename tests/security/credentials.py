"""Everybody who can ask: keys of each kind and scope, people who signed in, tills, members. One place makes them all."""
import base64
import hmac

from fuzz_http import START_MS
from matrix import EVERY, KEYS, MEMBER, STAFF, TILL


class Credential:
    """`is_narrowed`: bound to stores, so that much is refused before it is looked for."""

    def __init__(self, name, scopes, token, is_narrowed=False):
        self.name, self.scopes, self.token, self.is_narrowed = name, set(scopes.split()), token, is_narrowed

    def headers(self):
        return [("Authorization", "Bearer " + self.token)] if self.token else []


def keys_of(shop):
    """A key of each kind, and one for every single scope."""
    wanted = dict(KEYS)
    wanted.update({f"key {scope}": scope for scope in EVERY.split()})
    return [Credential(name, scopes, shop.does("POST", "/v1/keys", {"name": name, "scopes": scopes.split()})["key"]) for name, scopes in wanted.items()]


def nobodies(shop):
    """Credentials that are none: each with what is wrong with it."""
    made = shop.does("POST", "/v1/keys", {"name": "revoked", "scopes": EVERY.split()})
    shop.line.send("DELETE", "/v1/keys/" + made["id"], [("Authorization", "Bearer " + shop.key)])
    other = made["key"][:-4] + ("aaaa" if made["key"][-4:] != "aaaa" else "bbbb")
    return [Credential("nobody", "", ""), Credential("revoked key", "", made["key"]), Credential("unknown key", "", other),
            Credential("no key at all", "", "eyJhbGciOiJub25lIn0.eyJzY29wZSI6ImFsbCJ9."), Credential("session that never was", "", "vls_2_" + "A" * 43)]


def elsewhere(shop):
    """A key with every scope that may not be used from here."""
    made = shop.does("POST", "/v1/keys", {"name": "elsewhere", "scopes": EVERY.split(), "networks": ["203.0.113.7"]})
    return Credential("key of another address", EVERY, made["key"])


def waiting(contract):
    """Kinds that this server cannot sign in yet, by what is missing."""
    known = {operation["id"] for operation in contract.operations}
    missing = []
    for names, needed in ((STAFF, "POST /v1/session"), (TILL, "POST /v1/session/pin"), (MEMBER, "POST /v1/me/sessions")):
        method, path = needed.split()
        if not any(one["path"] == path and one["method"] == method for one in contract.operations):
            missing += [(name, needed) for name in names]
    return missing, known


def people_of(shop, contract, roles=tuple(STAFF)):
    """Sessions of these roles, of a till, of a member, where the server can make them."""
    missing = {name for name, _ in waiting(contract)[0]}
    found = []
    if missing.isdisjoint(STAFF):
        tokens = {role: signed_in(shop, role) for role in roles}
        shop.known["staff"] = [shop.does("POST", "/v1/staff", {"login": f"{shop.mark}-other", "name": "Otra", "role": "cashier"})["id"]]
        found += [Credential(role, scopes, tokens[role]) for role, scopes in STAFF.items() if role in roles]
        if missing.isdisjoint(TILL):
            found.append(Credential("till", TILL["till"], at_a_till(shop, tokens["cashier"]), is_narrowed=True))
    if missing.isdisjoint(MEMBER):
        shown = shop.does("POST", f"/v1/members/{shop.known['member'][0]}/sign-in-codes")
        opened = shop.line.ask("POST", "/v1/me/sessions", {"request": shown["request"], "code": shown["code"], "device": "phone"})
        found.append(Credential("member", MEMBER["member"], opened["token"]))
    return found


def signed_in(shop, role):
    """The token of a person of this role who has chosen a password and, where the role needs it, confirmed a second factor."""
    login, chosen = f"{shop.mark}-{role}", f"siete-sacos-de-{role}-molido"
    given = shop.does("POST", "/v1/staff", {"login": login, "name": role, "role": role})["password"]
    token = shop.line.ask("POST", "/v1/session", {"programme": shop.mark, "login": login, "password": given})["token"]
    session = shop.line.ask("POST", "/v1/session/password", {"password": given, "new_password": chosen}, token)
    if "second_factor" in session["required"]:
        secret = shop.line.ask("POST", "/v1/session/second-factor", None, session["token"])["secret"]
        session = shop.line.ask("POST", "/v1/session/second-factor/confirm", {"code": totp(secret, START_MS // 1000)}, session["token"])["session"]
    if session["required"]:
        raise SystemExit(f"{role} still needs {session['required']}")
    shop.known["session"].append(session["id"])
    return session["token"]


def at_a_till(shop, cashier):
    """The token of a cashier who typed the PIN at a registered till."""
    till = shop.does("POST", "/v1/tills", {"store": "CENTRO", "name": "Caja 1"})
    shop.known["till"] = [till["id"]]
    shop.line.ask("PUT", "/v1/session/pin", {"pin": "7395"}, cashier)
    return shop.line.ask("POST", "/v1/session/pin", {"till": till["secret"], "login": f"{shop.mark}-cashier", "pin": "7395"})["token"]


def totp(secret, seconds):
    """Six digits of an authenticator app (RFC 6238)."""
    digest = hmac.new(base64.b32decode(secret), (seconds // 30).to_bytes(8, "big"), "sha1").digest()
    at = digest[-1] & 15
    return f"{(int.from_bytes(digest[at:at + 4], 'big') & 0x7FFFFFFF) % 10**6:06}"
