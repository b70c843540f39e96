"""People whose every fact is a word that occurs nowhere else, and the forms in which such a word could lie in a file."""
import base64
import random
import urllib.parse

VOWELS, CONSONANTS = "aeiou", "bcdfglmnprstvz"


class Person:
    """Facts by kind; `number` makes each one theirs alone."""

    def __init__(self, rng, number):
        word = lambda syllables: "".join(rng.choice(CONSONANTS) + rng.choice(VOWELS) for _ in range(syllables))  # noqa: E731
        self.number = number
        first, last = word(5).capitalize() + "ú", word(6).capitalize()
        digits = f"9{rng.randrange(10**8):08}"
        self.facts = {
            "name": f"{first} {last}", "phone": "+593" + digits, "email": f"{word(4)}.{word(4)}@{word(5)}.example", "address": f"Pasaje {word(6).capitalize()} {number}",
            "birth date": f"19{rng.randrange(30, 60)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}", "note": f"le gusta {word(7)}",
            "comment": f"me atendió {word(7)}", "reason": f"reclamo de {word(7)}", "device": f"aparato-{word(7)}", "card": f"70{rng.randrange(10**12):012}"}

    def __getitem__(self, kind):
        return self.facts[kind]

    def words(self):
        """(kind, text) of what must lie nowhere: whole facts and their telling parts."""
        for kind, text in self.facts.items():
            yield kind, text
        for part in self["name"].split():
            yield "name", part
        local, _, domain = self["email"].partition("@")
        yield "email", local
        yield "email", domain
        for kind, text in (("address", self["address"].split()[1]), ("note", self["note"].split()[-1]), ("comment", self["comment"].split()[-1]),
                           ("reason", self["reason"].split()[-1])):
            yield kind, text
        digits = self["phone"][1:]
        yield "phone", digits  # without +
        yield "phone", digits[3:]  # as dialled at home, with or without 0


def people(count, seed=1):
    rng = random.Random(seed)
    return [Person(rng, number) for number in range(count)]


def encodings(text):
    """The forms of a text that are looked for, by name. Base64 also where the text begins in the middle of three bytes."""
    raw = text.encode()
    yield "plain", raw
    for name, other in (("lower case", text.lower()), ("upper case", text.upper()), ("folded", text.replace("ú", "u"))):
        if other.encode() != raw:
            yield name, other.encode()
    yield "utf-16 le", text.encode("utf-16-le")
    yield "utf-16 be", text.encode("utf-16-be")
    yield "hex", raw.hex().encode()
    yield "HEX", raw.hex().upper().encode()
    if (quoted := urllib.parse.quote(text, safe="").encode()) != raw:
        yield "percent", quoted
    yield "json escape", text.encode("ascii", "backslashreplace").replace(b"\\x", b"\\u00") if not text.isascii() else raw
    yield "backwards", raw[::-1]
    for offset in range(3):
        made = base64.b64encode(b"\0" * offset + raw)
        inner = made[(0, 2, 3)[offset]:len(made) - (0 if (offset + len(raw)) % 3 == 0 else 3)]
        if len(inner) >= 10:
            yield "base64", inner
            if inner.translate(bytes.maketrans(b"+/", b"-_")) != inner:
                yield "base64url", inner.translate(bytes.maketrans(b"+/", b"-_"))
