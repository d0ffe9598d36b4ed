#!/usr/bin/env python3
"""Fills in what Sources/Models/packs.json says of its files: length and SHA-256, from the real downloads.

For whoever adds or updates a pack: write its entry (sources and parts, no "bytes" and "sha256"), run this, and read
the difference before committing it. `--all` works the known ones out again. One line per file is written.
"""

import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile
import zipfile

PACKS = pathlib.Path(__file__).resolve().parent.parent / "Sources/Models/packs.json"


def download(source, folder):
    """Downloads a source and returns a function from a path in it to its bytes."""
    if "pypi" in source:
        command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary=:all:", "-d", folder]
        for option in ("python", "platform"):
            if option in source:
                command += ["--python-version" if option == "python" else "--platform", source[option]]
        subprocess.run(command + [source["pypi"]], check=True)
        (archive,) = pathlib.Path(folder).glob("*.whl")
        source["bytes"] = archive.stat().st_size
        return zipfile.ZipFile(archive).read
    library = PACKS.parent.parent.parent / "Scripts"
    subprocess.run(
        ["bash", "-c", '. "$1/lib.sh"; . "$1/apt-aside.sh"; apt_aside_update "$2" deb; cd "$3"; '
         'apt_aside "$2" -qq download "$4"', "-", library, source["suite"], folder, source["debian"]], check=True)
    (archive,) = pathlib.Path(folder).glob("*.deb")
    source["bytes"] = archive.stat().st_size
    subprocess.run(["dpkg-deb", "-x", archive, pathlib.Path(folder) / "x"], check=True)
    return lambda member: (pathlib.Path(folder) / "x" / member).read_bytes()


def fill(pack, everything):
    """Works out the files of one pack that are not known yet."""
    wanted = [file for file in pack["files"] if everything or "sha256" not in file]
    with tempfile.TemporaryDirectory() as scratch:
        read = {}
        for source in pack["sources"] if wanted else []:
            folder = pathlib.Path(scratch) / source["id"]
            folder.mkdir()
            read[source["id"]] = download(source, str(folder))
        for file in wanted:
            parts = (part.split(":", 1) for part in file["parts"])
            content = b"".join(read[source](member) for source, member in parts)
            file["bytes"] = len(content)
            file["sha256"] = hashlib.sha256(content).hexdigest()


def written(document):
    """The document as text, with one line for each source and file."""
    lines = ["{", f'  "version": {document["version"]},', '  "packs": [']
    for number, pack in enumerate(document["packs"]):
        fields = []
        for key, value in pack.items():
            if key in ("sources", "files"):
                rows = ",\n".join("        " + json.dumps(row, ensure_ascii=False) for row in value)
                fields.append(f'      "{key}": [\n{rows}\n      ]')
            else:
                fields.append(f'      "{key}": {json.dumps(value, ensure_ascii=False)}')
        lines += ["    {", ",\n".join(fields), "    }" + ("," if number + 1 < len(document["packs"]) else "")]
    return "\n".join(lines + ["  ]", "}"]) + "\n"


def main():
    document = json.loads(PACKS.read_text())
    for pack in document["packs"]:
        fill(pack, "--all" in sys.argv[1:])
    PACKS.write_text(written(document))


if __name__ == "__main__":
    main()
