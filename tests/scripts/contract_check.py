#!/usr/bin/python3
"""The contract as one document: what every operation of api/openapi.yaml has to say, and that its examples are true.

Usage: contract_check.py, from the project's folder. Prints what is missing, one line each, and the counts; exit code 1 if
anything is. What Redocly and Spectral can look at is theirs (tools/node/*.yaml); here stands what they cannot:

- every operation has an example of its body and of its answer, and each example is valid against its schema, formats included;
- every error status that can happen is told, and every code that a description names is one of src/base/error.cpp, under its status;
- lists are all of one kind: `limit`, `cursor`, `items`, `next`, `Link`;
- names: operations camelCase, fields and parameters snake_case, schemas PascalCase;
- each event of docs/contract.md 3 has its webhook, and there is no other.
"""
import pathlib
import re
import sys
import warnings

import yaml

warnings.simplefilter("ignore", DeprecationWarning)  # RefResolver: Debian's version has nothing else
import jsonschema  # noqa: E402

sys.path.insert(0, "tools")
from embed_file import PlainLoader  # noqa: E402  the contract as the program embeds it

METHODS = ("get", "put", "post", "patch", "delete")
TAGS = ("Integration", "Management", "Member", "Operation")
FORMATS = jsonschema.FormatChecker()


@FORMATS.checks("date-time")
def is_instant(value):
    return not isinstance(value, str) or re.fullmatch(
        r"\d{4}-(0[1-9]|1[0-2])-([0-2]\d|3[01])T\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)", value) is not None


def codes_with_status():
    source = pathlib.Path("src/base/error.cpp").read_text(encoding="utf-8")
    return {code: status for code, status in re.findall(r'Row\{\w+, "([A-Z_]+)", (\d+)\}', source)}


def events_of_catalogue(path):
    """Names of contract.md 3: `a.b` `.c` means a.b and a.c."""
    text = pathlib.Path(path).read_text(encoding="utf-8")
    section = text[text.index("\n## 3. Events"):text.index("\n## 4. ")]
    names = set()
    for row in re.findall(r"^\| (`[a-z_]+\.[^|]*)\|", section, re.M):
        family = ""
        for word in re.findall(r"`([a-z_.]+)`", row):
            family = word.split(".")[0] if not word.startswith(".") else family
            names.add(word if not word.startswith(".") else family + word)
    return names


class Check:
    def __init__(self, document):
        self.document, self.missing, self.examples = document, [], 0
        self.statuses = codes_with_status()
        self.resolver = jsonschema.RefResolver("", document)
        self.operations = [(path, method, self.whole(item, operation))
                           for path, item in document["paths"].items() for method, operation in item.items() if method in METHODS]

    def whole(self, item, operation):
        parameters = [self.resolve(one) for one in item.get("parameters", []) + operation.get("parameters", [])]
        return {**operation, "parameters": parameters, "requestBody": self.resolve(operation.get("requestBody", {})),
                "responses": {status: {**self.resolve(one), **{key: text for key, text in one.items() if key == "description"}}
                              for status, one in operation["responses"].items()}}

    def resolve(self, node):
        while "$ref" in node:
            at = self.document
            for name in node["$ref"][2:].split("/"):
                at = at[name.replace("~1", "/").replace("~0", "~")]
            node = at
        return node

    def say(self, where, what):
        self.missing.append(f"{where}: {what}")

    def media(self, where, media):
        """Whether it has an example; each is held against the schema."""
        told = [self.resolve(one)["value"] for one in media.get("examples", {}).values()] + \
            ([media["example"]] if "example" in media else [])
        validator = jsonschema.Draft202012Validator(media.get("schema", {}), resolver=self.resolver, format_checker=FORMATS)
        for value in told:
            self.examples += 1
            for error in validator.iter_errors(value):
                self.say(where, f"an example is wrong at /{'/'.join(map(str, error.absolute_path))}: {error.message[:160]}")
        return bool(told)

    def operation(self, path, method, operation):
        where = operation["operationId"]
        if len(operation.get("tags", [])) != 1 or operation["tags"][0] not in TAGS:
            self.say(where, f"one tag of {', '.join(TAGS)}")
        if not re.fullmatch(r"[a-z][a-zA-Z0-9]+", where):
            self.say(where, "an operation's name is camelCase")
        for one in operation["parameters"]:
            if one["in"] == "query" and not re.fullmatch(r"[a-z][a-z0-9_]*", one["name"]):
                self.say(where, f"parameter {one['name']} is not snake_case")
            schema = self.resolve(one["schema"])
            shows = self.media(f"{where} parameter {one['name']}", one)
            if not shows and not {"example", "examples", "enum", "default"} & schema.keys():
                self.say(where, f"no example of the parameter {one['name']}")
        for kind, media in operation["requestBody"].get("content", {}).items():
            if not self.media(f"{where} request", media):
                self.say(where, f"no example of a {kind} request")
        for status, response in operation["responses"].items():
            for kind, media in response.get("content", {}).items():
                if not self.media(f"{where} {status}", media) and status.startswith("2") and kind == "application/json":
                    self.say(where, f"no example of the answer {status}")
        self.refusals(where, path, method, operation)
        self.list_of_one_kind(where, method, operation)

    def refusals(self, where, path, method, operation):
        told = operation["responses"]
        if "default" in told:
            self.say(where, "`default` hides which errors can happen: name each status")
        asked = []
        if path.startswith("/v1/"):
            asked = ["400", "422", "429", "503"]
            if operation.get("security") != []:
                asked += ["401", "403"]
            if "{" in path:
                asked += ["404"]
            if operation["requestBody"]:
                asked += ["413", "415"]
        for status in asked:
            if status not in told:
                self.say(where, f"status {status} can happen and is not told")
        for status, response in told.items():
            for code in re.findall(r"`([A-Z]+(?:_[A-Z]+)+|FORBIDDEN|OVERFLOW|OVERLOADED|UNAUTHENTICATED|STARTING|CSRF)`",
                                   response["description"] if status[0] in "45" else ""):
                if self.statuses.get(code) != status:
                    self.say(where, f"`{code}` is told under {status}, and is {self.statuses.get(code, 'no code')}")

    def list_of_one_kind(self, where, method, operation):
        answer = operation["responses"].get("200", {})
        schema = self.resolve(answer.get("content", {}).get("application/json", {}).get("schema", {}))
        names = {one["name"] for one in operation["parameters"]}
        following = schema.get("properties", {}).get("next")
        if method != "get" or "after" in names or "cursor" not in names and (following is None or following.get("type") == "null"):
            return  # no list, a feed without an end, or one that always stands on one page
        if not {"limit", "cursor"} <= names:
            self.say(where, "a list takes `limit` and `cursor`")
        if not {"items", "next"} <= set(schema.get("required", [])):
            self.say(where, "a list answers `items` and `next`, always both")
        if "Link" not in answer.get("headers", {}):
            self.say(where, "a list answers the header Link")

    def names(self):
        for name, schema in self.document["components"]["schemas"].items():
            if not re.fullmatch(r"[A-Z][A-Za-z0-9]+", name):
                self.say(name, "a schema's name is PascalCase")
            self.fields(name, schema)

    def fields(self, name, node):
        if isinstance(node, dict):
            for field in node.get("properties", {}) if isinstance(node.get("properties"), dict) else {}:
                if not re.fullmatch(r"[a-z$][a-z0-9_]*", field):
                    self.say(name, f"field {field} is not snake_case")
            for inner in node.values():
                self.fields(name, inner)
        elif isinstance(node, list):
            for inner in node:
                self.fields(name, inner)

    def webhooks(self, catalogue):
        told = self.document.get("webhooks", {})
        if not told:
            return
        for name in sorted(catalogue - told.keys()):
            self.say(name, "an event of contract.md 3 without its webhook")
        for name in sorted(told.keys() - catalogue):
            self.say(name, "a webhook that contract.md 3 does not know")
        for name, item in told.items():
            operation = self.whole(item, item["post"])
            for media in operation["requestBody"].get("content", {}).values():
                if not self.media(name, media):
                    self.say(name, "no example of the event")
                for one in media.get("examples", {}).values():
                    if self.resolve(one)["value"].get("type") != f"vuelve.{name}.v1":
                        self.say(name, "the example is of another type")

    def run(self, catalogue):
        for path, method, operation in self.operations:
            self.operation(path, method, operation)
        self.names()
        self.webhooks(catalogue)
        for line in self.missing:
            print(line)
        print(f"{len(self.operations)} operations, {len(self.document.get('webhooks', {}))} webhooks, "
              f"{len(self.document['components']['schemas'])} schemas, {self.examples} examples: {len(self.missing)} missing or wrong")
        return 1 if self.missing else 0


def main():
    document = yaml.load(pathlib.Path("api/openapi.yaml").read_text(encoding="utf-8"), PlainLoader)
    return Check(document).run(events_of_catalogue("docs/contract.md"))


if __name__ == "__main__":
    sys.exit(main())
