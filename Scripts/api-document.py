#!/usr/bin/env python3
"""Turns API/openapi.yaml and the page that shows it into the Swift text that the service serves.

The YAML is the source; the storyboard's schema is taken from docs/storyboard.schema.json. With --check nothing is
written: it fails when what is written differs. Run it with the test tools' Python, which has PyYAML:
~/.cache/vitascope/test-tools/bin/python Scripts/api-document.py
"""

import json
import pathlib
import sys

import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent
TARGET = ROOT / "Sources/Delivery/API/Documentation/DocumentText.swift"


def storyboard_schemas():
    """The storyboard's schema as components, its own references made references into the document."""
    schema = json.loads((ROOT / "docs/storyboard.schema.json").read_text())
    definitions = schema.pop("$defs")
    schema.pop("$schema")
    names = {name: "Storyboard" + name[0].upper() + name[1:] for name in definitions}

    def renamed(value):
        if isinstance(value, dict):
            return {
                key: "#/components/schemas/" + names[item.removeprefix("#/$defs/")] if key == "$ref" else renamed(item)
                for key, item in value.items()
            }
        return [renamed(item) for item in value] if isinstance(value, list) else value

    return {"Storyboard": renamed(schema)} | {names[name]: renamed(item) for name, item in definitions.items()}


def document():
    """The whole document."""
    loaded = yaml.safe_load((ROOT / "API/openapi.yaml").read_text())
    loaded["components"]["schemas"] |= storyboard_schemas()
    return json.dumps(loaded, ensure_ascii=False, separators=(",", ":"))


def literal(text):
    """A Swift raw text that stands for exactly these characters."""
    marks = "#"
    while '"""' + marks in text or "\\" + marks in text:
        marks += "#"
    return f'{marks}"""\n{text}\n"""{marks}'


def swift():
    """The Swift file."""
    parts = [
        "// swift-format-ignore-file",
        "// Written by Scripts/api-document.py from API/; change it there.",
        "",
        "/// The API's description and the page that shows it.",
        "enum DocumentText {",
        "    /// OpenAPI 3.1 as JSON.",
        f"    static let openAPI = {literal(document())}",
    ]
    for name, file in (("page", "docs.html"), ("style", "docs.css"), ("script", "docs.js")):
        text = (ROOT / "API" / file).read_text().rstrip("\n")
        parts += ["", f"    /// `API/{file}`.", f"    static let {name} = {literal(text)}"]
    return "\n".join(parts + ["}", ""])


def main():
    text = swift()
    if "--check" in sys.argv:
        if TARGET.read_text() != text:
            sys.exit("DocumentText.swift is not what API/ says; run Scripts/api-document.py")
        return
    TARGET.write_text(text)
    print(f"{TARGET.relative_to(ROOT)}: {len(text)} characters")


if __name__ == "__main__":
    main()
