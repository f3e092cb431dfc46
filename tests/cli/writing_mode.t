#!/usr/bin/env -S python3 -B
"""text-writing-mode: which names are set in columns, and the mode that is tried after the first."""
import json
import os
import re

from tap import done, folder, idlibmap, ok

NAMES = {"tokyo": "東京都", "saraqib": "Saraqib", "arabic": "سراقب"}


def draw(modes, names, **layout):
    """The texts of the SVG by their words, each as the list of y of its parts."""
    base = os.path.join(folder(), "map")
    features = [{"type": "Feature", "properties": {"name": name},
                 "geometry": {"type": "Point", "coordinates": [i + 0.5, 0.5]}} for i, name in enumerate(names)]
    layout = dict({"text-field": ["get", "name"], "text-font": ["Noto Sans Regular"], "text-writing-mode": modes,
                   "text-size": 16}, **layout)
    style = {"version": 8, "name": "modes",
             "sources": {"p": {"type": "geojson", "data": "map.geojson"}},
             "layers": [{"id": "names", "type": "symbol", "source": "p", "layout": layout}]}
    with open(base + ".json", "w", encoding="utf-8") as out:
        json.dump(style, out)
    with open(base + ".geojson", "w", encoding="utf-8") as out:
        json.dump({"type": "FeatureCollection", "features": features}, out)
    result = idlibmap("render", "--style", base + ".json", "--crs", "EPSG:4326", "--bbox", "0,0,3,1", "--size", "300x100",
                      "--furniture", "none", "-o", base + ".svg")
    texts = {}
    if result.status == 0:
        with open(base + ".svg", encoding="utf-8") as drawn:
            for text in re.findall(r"<text.*?</text>", drawn.read(), re.S):
                texts[re.sub("<[^>]*>", "", text)] = re.findall(r' y="([^"]*)"', text)
    return texts, result


texts, result = draw(["vertical", "horizontal"], NAMES.values())
ok(result.status == 0 and "not drawn" not in str(result), "the property has no warning", result)
ok(len(set(texts.get(NAMES["tokyo"], []))) == 3, "a Japanese name stands in a column", texts)
ok(len(texts.get("Saraqib", [])) == 1 and len(texts.get(NAMES["arabic"], [])) == 1, "other scripts stay level", texts)
texts, result = draw(["horizontal", "vertical"], [NAMES["tokyo"]])
ok(len(texts.get(NAMES["tokyo"], [])) == 1, "level comes first where the style says so", texts)
# Too long for the page from top to bottom, not from side to side; then the other way round.
texts, result = draw(["vertical", "horizontal"], ["x", "東京都新宿区"], **{"text-max-width": 0, "text-size": 20})
ok(len(texts.get("東京都新宿区", [])) == 1, "a name that has no room in the first mode takes the second", texts)
texts, result = draw(["vertical"], ["x", "東京都新宿区"], **{"text-max-width": 0, "text-size": 20})
ok("東京都新宿区" not in texts, "where only one mode is named no other is tried", texts)
done()
