#!/usr/bin/env -S python3 -B
"""The shipped map with the second name of each place as a section of its own: smaller and in a muted colour."""
import json
import os
import re
import subprocess

from tap import MAP, ROOT, done, folder, have, idlibmap, ok, skip

STYLES = os.path.join(ROOT, "data", "styles")
SECTION = ["format", ["get", "name_en"], {}, "\n", {}, ["get", "name_ar"],
           {"font-scale": 0.88, "text-color": "#123456"}]


def draw(name, field):
    """The files of the map whose place names are `field`, and what the program said."""
    with open(os.path.join(STYLES, "situation.json"), encoding="utf-8") as source:
        style = json.load(source)
    for layer in style["layers"]:
        if layer["id"] == "place-names":
            layer["layout"]["text-field"] = field
    # Absolute, for the style stands in a folder of its own.
    for source in style["sources"].values():
        if isinstance(source.get("data"), str):
            source["data"] = os.path.normpath(os.path.join(STYLES, source["data"]))
    base = os.path.join(folder(), name)
    with open(base + ".json", "w", encoding="utf-8") as out:
        json.dump(style, out)
    result = idlibmap("render", MAP, "--style", base + ".json", "-o", base + ".svg", "-o", base + ".pdf")
    return base, result


base, result = draw("sections", SECTION)
ok(result.status == 0, "a text-field of sections is drawn", result)
with open(base + ".svg", encoding="utf-8") as drawn:
    svg = drawn.read()
ok(re.search(r">Saraqib</tspan> <tspan[^>]* font-size=\"12.32\" fill=\"#123456\">سراقب</tspan></text>", svg),
   "both names are whole, the second smaller and in its colour")
if have("pdftotext"):
    skip("the PDF has both names as text", "pdftotext is not installed")
else:
    text = subprocess.run(["pdftotext", base + ".pdf", "-"], capture_output=True, check=True).stdout.decode()
    ok("Saraqib" in text and "سراقب" in text, "the PDF has both names as text")

base, result = draw("image", ["format", ["image", "clash"], {}, " ", {}, ["get", "name_en"], {}])
with open(base + ".svg", encoding="utf-8") as drawn:
    group = re.search(r'<g id="place-names".*?</g>', drawn.read(), re.S).group(0)
# Each image is one path over another that is its halo; leader lines are filled by no rule.
texts, paths = group.count("<text"), len(re.findall(r"<path[^>]* fill-rule=", group))
ok(result.status == 0 and texts > 10 and paths == texts, "an image in a text is drawn with each label", result if result.status else group)

base, result = draw("no-image", ["format", ["image", "no-such"], {}, ["get", "name_en"], {}])
ok(result.status == 0 and "there is no icon 'no-such'" in str(result),
   "an image in a text that is not there is named in a warning", result)
done()
