"""What a contract in OpenAPI 3.1 allows: its operations, values drawn from its schemas, and ways to spoil them."""
import json
import re

import jsonschema

INTEGERS = [0, 1, -1, 2, 7, 100, 999_999, 2**31 - 1, 2**31, 2**53, 2**53 + 1, 2**63 - 1, -2**63, 2**63, 10**30]
TEXTS = ["", " ", "a", "A" * 65, "ñandú", "e\u0301", "\u202eabc", "😀" * 20, "\ufeff", "null", "-0", "../../etc/passwd", "' OR 1=1 --",
         "\";DROP TABLE txn;--", "<script>alert(1)</script>", "${jndi:x}", "%00", "a\u0000b", "\ud800", "x" * 5000, "mbr_", "1e9999",
         "2026-02-30", "2026-13-01T00:00:00Z", "9999-12-31T23:59:59Z", "phone:+", "card:", "qr:"]
WRONG = [None, True, 0, -1, 1.5, "x", [], {}, [[]], [None], {"a": 1}]


def closed(document):
    """The contract with every object closed: a field it does not know is a fault of an answer. Clients must bear new fields,
    so the contract itself leaves answers open."""
    made = json.loads(json.dumps(document))
    parts = {one.get("$ref") for node in inner_dicts(made) for one in node.get("allOf", [])}
    whole = [made["paths"], made["components"].get("responses", {})] + \
        [schema for name, schema in made["components"]["schemas"].items() if f"#/components/schemas/{name}" not in parts]
    for node in inner_dicts(whole):
        if node.get("type") in ("object", ["object", "null"]) and "additionalProperties" not in node and "properties" in node:
            node["additionalProperties"] = False
    # One of 65 is tried 65 times: the fuzzer looks at each event by its type instead.
    made["components"]["schemas"]["AnyEvent"] = {"$ref": "#/components/schemas/EventEnvelope"}
    return made


def inner_dicts(node):
    if isinstance(node, dict):
        yield node
        for name, inner in node.items():
            if name not in ("example", "examples", "allOf"):
                yield from inner_dicts(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from inner_dicts(inner)


class Contract:
    def __init__(self, document):
        self.document, self.closed = document, closed(document)
        self.operations = []
        for path, item in document["paths"].items():
            for method, operation in item.items():
                if method not in ("get", "post", "put", "patch", "delete"):
                    continue
                parameters = [self.resolve(one) for one in item.get("parameters", []) + operation.get("parameters", [])]
                contents = self.resolve(operation.get("requestBody", {})).get("content", {})
                body = contents.get("application/json", {})
                self.operations.append({
                    "id": operation["operationId"], "method": method.upper(), "path": path, "parameters": parameters,
                    "body": body.get("schema"), "examples": self.examples(body),
                    "file": next((kind for kind in contents if kind != "application/json"), None) if not body else None,
                    "refusals": {status for status in operation["responses"] if status[0] not in "123"},
                    "streams": "text/event-stream" in json.dumps(self.resolve(operation["responses"].get("200", {})).get("content", {})),
                    "closed": self.closed["paths"][path][method]["responses"]})
        self.problem = self.validator({"$ref": "#/components/schemas/Problem"})
        self.validators = {}

    def resolve(self, node):
        return self.resolved(self.document, node)

    @staticmethod
    def resolved(document, node):
        while node and "$ref" in node:
            at = document
            for name in node["$ref"][2:].split("/"):
                at = at[name.replace("~1", "/")]
            node = at
        return node

    def examples(self, media):
        return [self.resolve(one).get("value") for one in media.get("examples", {}).values()] + \
            ([media["example"]] if "example" in media else [])

    def validator(self, schema):
        resolver = jsonschema.RefResolver("", self.closed)
        return jsonschema.Draft202012Validator(schema, resolver=resolver)

    def event_faults(self, event):
        """What is wrong with an event of the feed: its envelope, its data, or that nobody knows its type."""
        kind = event.get("type")
        schema = self.document["components"]["schemas"]["AnyEvent"]["discriminator"]["mapping"].get(kind)
        if schema is None:
            return [f"no event of type {kind}"]
        if kind not in self.validators:
            self.validators[kind] = self.validator({"$ref": schema})
        return ["/".join(map(str, error.absolute_path)) + ": " + error.message[:200] for error in self.validators[kind].iter_errors(event)]

    def answer_validator(self, operation, status):
        """The schema of a success with this status; None when the contract has no such status, True when any body will do."""
        place = operation["id"], status
        if place not in self.validators:
            response = self.resolved(self.closed, operation["closed"].get(str(status)))
            media = (response or {}).get("content", {})
            schema = media.get("application/json", {}).get("schema")
            self.validators[place] = None if response is None else self.validator(schema) if schema else True
        return self.validators[place]


class Drawing:
    """Values of the contract's schemas, with what earlier answers told of living things."""

    def __init__(self, contract, rng, known, pairs):
        self.contract, self.rng, self.known, self.pairs, self.fresh = contract, rng, known, pairs, 0

    def value(self, schema, name="", depth=0):
        rng, schema = self.rng, self.contract.resolve(schema)
        if name in self.known and self.known[name] and rng.random() < 0.95:
            return rng.choice(self.known[name])
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return rng.choice(schema["enum"])
        for several in ("oneOf", "anyOf"):
            if several in schema:
                return self.value(self.joined(schema, several, [rng.choice(schema[several])]), name, depth)
        if "allOf" in schema:
            return self.value(self.joined(schema, "allOf", schema["allOf"]), name, depth)
        if "examples" in schema and rng.random() < 0.5:
            return rng.choice(schema["examples"])
        if "example" in schema and rng.random() < 0.5:
            return schema["example"]
        kinds = schema.get("type", "object" if "properties" in schema else "string")
        kind = rng.choice(kinds) if isinstance(kinds, list) else kinds
        return getattr(self, "a_" + kind)(schema, name, depth)

    def joined(self, schema, word, parts):
        """One schema for a schema and the parts of it that were chosen."""
        made = {key: inner for key, inner in schema.items() if key != word}
        for part in map(self.contract.resolve, parts):
            for key, inner in part.items():
                if key == "properties":
                    made[key] = {**made.get(key, {}), **inner}
                elif key == "required":
                    made[key] = made.get(key, []) + inner
                else:
                    made[key] = inner
        return made

    def a_null(self, schema, name, depth):
        return None

    def a_boolean(self, schema, name, depth):
        return self.rng.random() < 0.5

    def a_integer(self, schema, name, depth):
        low, high = schema.get("minimum", 0), schema.get("maximum", 100_000)
        if self.rng.random() < 0.2:
            return self.rng.choice([low, high])
        return self.rng.randint(low, min(high, low + 20_000))

    def a_number(self, schema, name, depth):
        return self.rng.choice([0, 1, 0.5, 2.25, 10])

    def a_string(self, schema, name, depth):
        form, rng = schema.get("format"), self.rng
        if form == "date":
            return rng.choice(["2026-03-01", "2026-03-10", "1990-08-21", "2026-12-31"])
        if form == "date-time":
            return rng.choice(["2026-03-10T11:00:00-05:00", "2026-03-09T18:05:00-05:00", "2026-03-01T00:00:00Z"])
        if "pattern" in schema and re.search(r"\\d|0-9", schema["pattern"]) and rng.random() < 0.7:
            return rng.choice(["1", "2.5", "10", "2026-03"])
        length = rng.randint(schema.get("minLength", 1), min(schema.get("maxLength", 12), schema.get("minLength", 1) + 11))
        return "".join(rng.choice("abcdefghij0123456789") for _ in range(length))

    def a_array(self, schema, name, depth):
        most = 0 if depth > 5 else min(schema.get("maxItems", 3), 3)
        count = self.rng.randint(min(schema.get("minItems", 0), most), most)
        return [self.value(schema.get("items", {}), name, depth + 1) for _ in range(count)]

    def a_object(self, schema, name, depth):
        required = set(schema.get("required", []))
        made = {}
        for field, inner in schema.get("properties", {}).items():
            if field in required or self.rng.random() < 0.5:
                made[field] = self.value(inner, field, depth + 1)
        return made

    def body(self, operation):
        if operation["examples"] and self.rng.random() < 0.5:
            made = self.alive(json.loads(json.dumps(self.rng.choice(operation["examples"]))))
        else:
            made = self.value(operation["body"])
        if isinstance(made, dict):
            self.fresh += 1
            if "from" in made and "to" in made and self.rng.random() < 0.9:
                made["from"], made["to"] = "PTS", "CASH"
            if "code" in made and "member" in made and self.pairs and self.rng.random() < 0.8:
                made["member"], made["code"] = self.rng.choice(self.pairs)  # a voucher with the one it belongs to
            if "id" in made and self.rng.random() < 0.9:
                made["id"] = f"F-{self.fresh}"
            if "identities" in made and self.rng.random() < 0.9:
                made["identities"] = [f"phone:+5939{self.fresh:08}"]
        return made

    def alive(self, node, name=""):
        """An example of the contract with the names of things that exist here."""
        if isinstance(node, dict):
            return {field: self.alive(inner, field) for field, inner in node.items()}
        if isinstance(node, list):
            return [self.alive(inner, name) for inner in node]
        return self.rng.choice(self.known[name]) if self.known.get(name) and isinstance(node, str) and self.rng.random() < 0.95 else node

    def spoiled(self, body):
        """The body with one thing wrong, as text."""
        rng = self.rng
        places = list(self.places(body))
        parent, step = rng.choice(places) if places else (None, None)
        way = rng.randrange(6)
        if parent is None:
            body = rng.choice(WRONG)
        elif way == 0:
            parent[step] = rng.choice(WRONG)
        elif way == 1 and isinstance(parent, dict):
            del parent[step]
        elif way == 2 and isinstance(parent, dict):
            parent[rng.choice(["total", "tenant", "__proto__", "ID", "Member", "puntos"])] = parent[step]
        elif way == 3:
            parent[step] = rng.choice(INTEGERS)
        elif way == 4:
            parent[step] = rng.choice(TEXTS)
        elif isinstance(parent[step], str):
            parent[step] = parent[step] + rng.choice(["x", " ", "\u0000", "\u200b", parent[step] * 50])
        else:
            parent[step] = [parent[step]]
        return json.dumps(body, ensure_ascii=rng.random() < 0.5)

    def places(self, node):
        steps = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
        for step, inner in steps:
            yield node, step
            yield from self.places(inner)

    def hostile(self, body):
        """Bytes that no honest client sends."""
        rng, text = self.rng, json.dumps(body)
        way = rng.randrange(9)
        if way == 0:
            return text[:rng.randrange(len(text))].encode()
        if way == 1:
            return b"[" * rng.choice([40, 1000, 100_000])
        if way == 2:
            return text.replace("{", '{"id":1,"id":2,', 1).encode()
        if way == 3:
            return text.encode().replace(b'"', b'"\xff\xfe', 1)
        if way == 4:
            return re.sub(r"\d+", rng.choice(["1e400", "-0", "01", "1.0000000000000000001", "NaN", "9" * 400]), text, count=1).encode()
        if way == 5:
            return text.encode("utf-16")
        if way == 6:
            return bytes(rng.randrange(256) for _ in range(rng.randrange(200)))
        if way == 7:
            return (text + " " * (1 << 20)).encode() + rng.choice([b"", b"x", b"{}"])
        return text.replace(":", ":\u2028", 1).encode()
