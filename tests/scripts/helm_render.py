"""Renders our Helm templates as `helm template` would, as far as they go: `include`, `default`, `quote`, `nindent`,
`toYaml`, `sha256sum`, `trunc`, `trimSuffix`, `if`. Whatever else a template says is an error here, so that nothing passes
unread. For deploy_check.py, on machines without Helm."""
import hashlib
import pathlib
import re

import yaml

TAG = re.compile(r"\{\{(-?)\s*(.*?)\s*(-?)\}\}", re.S)


class Chart:
    def __init__(self, folder, release="shop", values=None):
        folder = pathlib.Path(folder)
        about = yaml.safe_load((folder / "Chart.yaml").read_text())
        self.values = merged(yaml.safe_load((folder / "values.yaml").read_text()), values or {})
        self.scope = {"Values": self.values, "Release": {"Name": release},
                      "Chart": {"Name": about["name"], "AppVersion": about["appVersion"]}}
        self.used, self.named = set(), {}
        texts = {file.name: file.read_text() for file in sorted((folder / "templates").iterdir())}
        for text in texts.values():
            for name, body in re.findall(r'\{\{-? define "(.*?)" -?\}\}\n?(.*?)\n?\{\{-? end -?\}\}', text, re.S):
                self.named[name] = body
        self.objects = []
        for name, text in texts.items():
            if name.endswith(".yaml"):
                self.objects += [found for found in yaml.safe_load_all(self.render(text)) if found]

    def render(self, text):
        out, at, hidden = "", 0, []
        for tag in TAG.finditer(text):
            before = text[at:tag.start()]
            if tag[1]:
                before = before.rstrip(" \t\n")
            if not any(hidden):
                out += before
            at = tag.end() + (len(text[tag.end():]) - len(text[tag.end():].lstrip(" \t\n")) if tag[3] else 0)
            words = tag[2]
            if words.startswith("if "):
                hidden.append(not self.value(words[3:]))
            elif words == "end":
                hidden.pop()
            elif not any(hidden):
                out += str(self.pipe(words))
        return out + text[at:]

    def pipe(self, words):
        first, *rest = [part.strip() for part in words.split("|")]
        value = self.call(first)
        for step in rest:
            value = self.step(value, *step.split())
        return value

    def call(self, words):
        if match := re.fullmatch(r'include "(.*?)" \.', words):
            return self.render(self.named[match[1]])
        if words.startswith("toYaml "):
            return yaml.safe_dump(self.value(words[7:])).strip()
        return self.value(words)

    def value(self, path):
        if not re.fullmatch(r"(\.\w+)+", path):
            raise SystemExit(f"helm: cannot read {path!r}")
        found = self.scope
        for word in path[1:].split("."):
            if word not in found:
                raise SystemExit(f"helm: {path} is named by a template and by no values.yaml")
            found = found[word]
        if path.startswith(".Values."):
            self.used.add(path[len(".Values."):])
        return found

    def step(self, value, name, *arguments):
        if name == "nindent":
            return "\n" + "\n".join(" " * int(arguments[0]) + line for line in str(value).splitlines())
        if name == "quote":
            return f'"{value}"'
        if name == "default":
            return value or self.value(arguments[0])
        if name == "sha256sum":
            return hashlib.sha256(str(value).encode()).hexdigest()
        if name == "trunc":
            return str(value)[:int(arguments[0])]
        if name == "trimSuffix":
            return str(value).removesuffix(arguments[0].strip('"'))
        raise SystemExit(f"helm: cannot do {name}")

    def unused(self):
        """Values that no template looks at."""
        return [path for path in leaves(self.values)
                if not any(path == used or path.startswith(used + ".") for used in self.used)]


def merged(base, more):
    return {key: merged(value, more[key]) if isinstance(value, dict) and isinstance(more.get(key), dict)
            else more.get(key, value) for key, value in base.items()}


def leaves(values, path=""):
    for key, value in values.items():
        here = f"{path}.{key}".lstrip(".")
        yield from leaves(value, here) if isinstance(value, dict) else [here]
