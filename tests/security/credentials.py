"""Everybody who can ask: keys of each kind and scope, people who signed in, tills, members. One place makes them all."""
import json

from matrix import EVERY, KEYS, MEMBER, STAFF, TILL


class Credential:
    def __init__(self, name, scopes, token, waits=None):
        self.name, self.scopes, self.token, self.waits = name, set(scopes.split()), token, waits

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


def people_of(shop, contract):
    """Sessions of each role, of a till, of a member, where the server can make them. Filled in with the routes that make them."""
    del shop, contract
    return []
