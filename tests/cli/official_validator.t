#!/usr/bin/env -S python3 -B
"""The styles that ship are valid for MapLibre's own validator, and for ours. The validator is installed once into
the build folder, where npm and a network are at hand."""
import glob
import os
import subprocess

from tap import IDLIBMAP, ROOT, done, folder, npm_package, ok, skip

STYLES = sorted(glob.glob(os.path.join(ROOT, "data", "styles", "*.json")))


def accepts(*command):
    result = subprocess.run(command, capture_output=True, text=True, timeout=60)
    return result.returncode == 0, result.stdout + result.stderr


ok(len(STYLES) >= 2, "there are styles to check")
for style in STYLES:
    ok(*accepts(IDLIBMAP, "check", "--strict", style)[:1], "check --strict: " + os.path.basename(style))
package, reason = npm_package("@maplibre/maplibre-gl-style-spec", "26.4.4")
PROGRAM = os.path.join(package, "dist", "gl-style-validate.mjs")
for style in STYLES:
    name = "MapLibre's validator: " + os.path.basename(style)
    if reason:
        skip(name, reason)
    else:
        valid, said = accepts("node", PROGRAM, style)
        ok(valid, name, said)
if not reason:
    broken = os.path.join(folder(), "broken.json")
    with open(broken, "w", encoding="utf-8") as file:
        file.write('{"version": 8, "sources": {}, "layers": [{"id": "a", "type": "fil", "source": "b"}]}')
    ok(not accepts("node", PROGRAM, broken)[0], "it refuses a broken style")
done()
