#!/usr/bin/env -S python3 -B
"""The styles that ship are valid for MapLibre's own validator, and for ours. The validator is installed once into
the build folder, where npm and a network are at hand."""
import glob
import os
import subprocess

from tap import BUILD, IDLIBMAP, ROOT, done, have, ok, skip

VERSION = "26.4.4"
PACKAGE = "@maplibre/maplibre-gl-style-spec"
PLACE = os.path.join(BUILD, "npm")
PROGRAM = os.path.join(PLACE, "node_modules", PACKAGE, "dist", "gl-style-validate.mjs")
STYLES = sorted(glob.glob(os.path.join(ROOT, "data", "styles", "*.json")))


def missing():
    """Why the official validator cannot be run; "" when it can."""
    tools = have("node", "npm")
    if tools:
        return tools + " is not installed"
    if os.path.exists(PROGRAM):
        return ""
    os.makedirs(PLACE, exist_ok=True)
    command = ["npm", "install", "--prefix", PLACE, "--no-audit", "--no-fund", "--ignore-scripts", PACKAGE + "@" + VERSION]
    try:
        result = subprocess.run(command, capture_output=True, timeout=60)
    except subprocess.TimeoutExpired:
        return "npm install has not ended after 60 s"
    return "" if result.returncode == 0 and os.path.exists(PROGRAM) else "npm cannot install " + PACKAGE


def accepts(*command):
    result = subprocess.run(command, capture_output=True, text=True, timeout=60)
    return result.returncode == 0, result.stdout + result.stderr


ok(len(STYLES) >= 2, "there are styles to check")
for style in STYLES:
    ok(*accepts(IDLIBMAP, "check", "--strict", style)[:1], "check --strict: " + os.path.basename(style))
reason = missing()
for style in STYLES:
    name = "MapLibre's validator: " + os.path.basename(style)
    if reason:
        skip(name, reason)
    else:
        valid, said = accepts("node", PROGRAM, style)
        ok(valid, name, said)
if not reason:
    broken = os.path.join(PLACE, "broken.json")
    with open(broken, "w", encoding="utf-8") as file:
        file.write('{"version": 8, "sources": {}, "layers": [{"id": "a", "type": "fil", "source": "b"}]}')
    ok(not accepts("node", PROGRAM, broken)[0], "it refuses a broken style")
done()
