"""The shop that the fuzzer sells in: the demo's programme with what it lacks, and members who have something to lose."""
import json

# Days and months in which the shop has something to tell.
DATES = {"month": ["2026-03", "2026-02"], "from": ["2026-03-01", "2026-02-01"], "to": ["2026-03-31", "2026-03-10"], "date": ["2026-03-10"], "cohort": ["2026-03"]}


def shop():
    with open("src/codec/testdata/laurel.programme.json", encoding="utf-8") as file:
        config = json.load(file)
    config["currencies"].append({"code": "CASH", "kind": "wallet", "scale": 2})
    config["conversions"] = [{"from": "PTS", "to": "CASH", "from_units": 100, "to_units": 20}]
    config["challenges"].append({**config["challenges"][0], "code": "PEDIDO", "opt_in": True})
    config["clubs"] = [{"code": "ARBOLES", "name": {"es": "Mil árboles"}, "unit": {"es": "árboles"}, "from": "2026-03-01T00:00:00-05:00",
                        "to": "2027-06-01T00:00:00-05:00", "metric": "quantity", "goal": 1000, "reward": {"type": "bonus", "currency": "PTS", "points": 200}}]
    config["subscriptions"] = [{"code": "PLUS", "name": {"es": "Laurel Plus"}, "currency": "PTS", "factor": "1.5", "price": 499, "period": "month",
                                "grace_days": 5, "benefits": ["envio_gratis"]}]
    config["leaderboards"] = [{"code": "MES", "name": {"es": "Los del mes"}, "metric": "points", "currency": "PTS"}]
    config["segments"] = [{"code": "vip", "kind": "static", "name": {"es": "Invitados"}},
                          {"code": "fieles", "kind": "dynamic", "where": [{"type": "attribute", "path": "member.purchases.count", "op": "ge", "value": 1}]}]
    config["referral"]["review_above"] = {"count": 1, "period": "lifetime"}
    return config


def furnish(line, key, members):
    """Points, cards, prizes and promises for everybody, so that there is something to take, give back and look up: the answers."""
    told = []

    def does(method, path, body=None, number=0):
        told.append(line.ask(method, path, body, key, f"seed-{number}-{path}" if method == "POST" else None))
        return told[-1]

    for number, member in enumerate(members):
        lines = [{"line": 1, "sku": "CAFE-250", "quantity": 10, "unit_price": 60_000}]
        does("POST", "/v1/purchases", {"id": f"seed-{number}", "member": member, "store": "CENTRO", "lines": lines}, number)
        does("POST", f"/v1/members/{member}/identities", {"identity": f"card:CARD{number}"}, number)
        does("POST", "/v1/redemptions", {"member": member, "reward": "CAFE"}, number)
        does("POST", "/v1/reservations", {"member": member, "currency": "PTS", "points": 100}, number)
        does("POST", f"/v1/members/{member}/consents", {"purpose": "leaderboard", "given": True, "text_version": "1"}, number)
        does("GET", f"/v1/members/{member}/vouchers")
    does("POST", f"/v1/members/{members[0]}/subscriptions", {"plan": "PLUS"})
    referrer = does("GET", f"/v1/members/{members[0]}")
    for number in range(3):
        came = does("POST", "/v1/members", {"identities": [f"phone:+59398765430{number}"], "referral_code": referrer["referral_code"]}, number)
        does("POST", "/v1/purchases", {"id": f"came-{number}", "member": came["member"], "lines": [{"quantity": 1, "unit_price": 5000}]}, number)
    return told
