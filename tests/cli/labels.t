#!/usr/bin/env -S python3 -B
"""No two labels overlap and none leaves the map, on the shipped map and on it with 200 random places.

Measured on ink, not on boxes: the texts of the SVG are drawn alone, each in a colour of its own, once in
order and once in reverse. Where two of them share a pixel, the two pictures differ. tests/unit/test_shipped_map.c
measures the same on the boxes of the scene."""
import copy
import os
import random
import re
import xml.etree.ElementTree as ElementTree

from tap import MAP, ROOT, done, equal, folder, have, idlibmap, ok, picture_difference, render, run, skip, write_csv

SVG = "{http://www.w3.org/2000/svg}"
LABEL_GROUPS = {"sea-names", "lake-names", "river-names", "road-names", "place-names", "country-names",
                "province-names", "event-area-names", "event-names", "airports"}
# Provinces with enough of their area in the frame for a name.
PROVINCES = {"IDLIB", "ALEPPO", "HATAY", "LATAKIA", "HAMA", "TARTUS", "HOMS", "GAZIANTEP", "KILIS", "ADANA",
             "OSMANIYE"}
STORY = {"Saraqib", "Idlib", "Antakya", "Aleppo", "Idlib province", "Hatay province", "Aleppo province"}
COLUMNS = ["gn_id", "name", "name_en", "name_ar", "name_tr", "fcode", "cc", "admin1", "pop", "rank", "source",
           "latitude", "longitude"]
SYLLABLES_LATIN = ["Tal", "Kafr", "Ma", "ra", "Deir", "zur", "al-", "Bab", "nis", "hama", "rin", "Ain", "dun"]
SYLLABLES_ARABIC = ["تل", "كفر", "مع", "رة", "دير", "زور", "باب", "عين", "سر", "مين"]

MARGIN_PX = 200


def paint(element, color):
    """The element and all in it in one colour, its halo too."""
    for part in element.iter():
        for name in "fill", "stroke":
            if part is element or (part.get(name) not in (None, "none")):
                part.set(name, color)
    # No halo of its own or its group's: none.
    if not element.get("stroke-width"):
        element.attrib.pop("stroke", None)


def text_groups(root, wanted):
    """Copies of the top groups with their texts only, without a clip; each text in its own colour."""
    groups, number = [], 0
    for group in root.findall(SVG + "g"):
        if not wanted(group.get("id")):
            continue
        bare = ElementTree.Element(group.tag, {k: v for k, v in group.attrib.items() if k != "clip-path"})
        for text in group.iter(SVG + "text"):
            number += 1
            text = copy.deepcopy(text)
            if not text.get("stroke-width"):
                text.set("stroke-width", group.get("stroke-width", "0"))
            # Neighbours in number differ much; no two are equal.
            paint(text, "#%06x" % ((number * 0x3B9AC9 + 0x102030) & 0xDFDFDF))
            bare.append(text)
        groups.append(bare)
    return groups, number


def page(root, groups, over=None):
    new = ElementTree.Element(root.tag, dict(root.attrib))
    new.extend(groups)
    if over is not None:
        new.append(over)
    return new


def picture(document, name):
    svg = os.path.join(folder(), name + ".svg")
    ElementTree.ElementTree(document).write(svg, encoding="utf-8", xml_declaration=True)
    png = svg + ".png"
    result = run(["rsvg-convert", "--background-color=white", "-o", png, svg])
    if result.status != 0:
        raise SystemExit(repr(result))
    return png


def reversed_groups(groups):
    out = []
    for group in reversed(groups):
        turned = ElementTree.Element(group.tag, dict(group.attrib))
        turned.extend(reversed(list(group)))
        out.append(turned)
    return out


def mean_difference(a, b):
    difference = picture_difference(a, b)
    return difference.mean if difference is not None else None


def check_overlap(root, groups, number, name):
    forth = picture(page(root, groups), "forth")
    back = picture(page(root, reversed_groups(groups)), "back")
    ok(number > 0 and mean_difference(forth, back) == 0, "%s: no ink of two texts shares a pixel (%d texts)" %
       (name, number), mean_difference(forth, back))


def with_margin(root, groups, box):
    """The texts with `box` painted over, and MARGIN_PX of room around the page."""
    width, height = float(root.get("width")), float(root.get("height"))
    cover = ElementTree.Element(SVG + "rect", {"x": str(box[0]), "y": str(box[1]), "width": str(box[2] - box[0]),
                                               "height": str(box[3] - box[1]), "fill": "#fff"})
    document = page(root, groups, cover)
    document.set("viewBox", "%d %d %g %g" % (-MARGIN_PX, -MARGIN_PX, width + 2 * MARGIN_PX, height + 2 * MARGIN_PX))
    document.set("width", "%g" % (width + 2 * MARGIN_PX))
    document.set("height", "%g" % (height + 2 * MARGIN_PX))
    return document


def check_inside(root, groups, box, name):
    left = picture(with_margin(root, groups, box), "outside")
    equal(mean_difference(left, picture(with_margin(root, [], box), "empty")), 0.0, name)


def check_ink(report, svg, name):
    if have("rsvg-convert"):
        skip(name + ": ink", "rsvg-convert is not installed")
        return
    root = ElementTree.parse(svg).getroot()
    everything, number = text_groups(root, lambda group: True)
    check_overlap(root, everything, number, name)
    labels = [group for group in everything if group.get("id") in LABEL_GROUPS]
    check_inside(root, labels, report["frame"], name + ": no label leaves the map's frame")
    others = [group for group in everything if group.get("id") not in LABEL_GROUPS]
    check_inside(root, others, [0, 0, report["page"]["width"], report["page"]["height"]],
                 name + ": no other text leaves the page")


def lines(svg):
    """Every <text> and every <tspan> of the label groups."""
    root = ElementTree.parse(svg).getroot()
    groups = [g for g in root.findall(SVG + "g") if g.get("id") in LABEL_GROUPS]
    texts = [t for g in groups for t in g.iter(SVG + "text")]
    parts = {"".join(e.itertext()).strip() for t in texts for e in t.iter()}
    return len(texts), parts


def check_shipped():
    svg = os.path.join(folder(), "map.svg")
    report = render(MAP, "-o", svg)
    count, parts = lines(svg)
    ok(count >= 25, "at least 25 labels are placed (%d)" % count)
    equal(report["labels"]["placed"], count, "the report counts the labels that are drawn")
    equal(STORY - parts, set(), "all places of the story are named")
    upper = {p.upper().replace("İ", "I") for p in parts}
    equal(PROVINCES - upper, set(), "all provinces in the frame are named")
    check_ink(report, svg, "shipped map")


def check_small():
    """Where room is short, what matters less gives way: the places of events first, then by rank."""
    svg = os.path.join(folder(), "map.svg")
    for size in "640x480", "800x600":
        render(MAP, "--furniture", "none", "--size", size, "-o", svg)
        count, parts = lines(svg)
        ok(count > 20, "%s: %d labels are placed" % (size, count))
        equal({"Saraqib", "Idlib", "Antakya", "Aleppo"} - parts, set(), size + ": the places that matter most are named")


def random_name(chance, syllables):
    return "".join(chance.choice(syllables) for _ in range(chance.randint(2, 4)))


def random_places(seed):
    """200 places in the default frame, names of two scripts, ranks and populations mixed."""
    chance = random.Random(seed)
    rows = []
    for number in range(200):
        latin = random_name(chance, SYLLABLES_LATIN)
        rows.append([number + 1, latin, latin, random_name(chance, SYLLABLES_ARABIC), latin, "PPL", "SY", "Idlib",
                     chance.choice([0, 0, 500, 12000, 300000]), chance.randint(2, 4), "random",
                     "%.5f" % chance.uniform(34.95, 36.95), "%.5f" % chance.uniform(35.6, 37.5)])
    return write_csv(os.path.join(folder(), "places.csv"), COLUMNS, rows)


def check_random(seed):
    svg = os.path.join(folder(), "map.svg")
    report = render(MAP, "--source", "places=" + random_places(seed), "-o", svg)
    equal(report["sources"]["places"]["read"], 200, "seed %d: 200 places are read" % seed)
    root = ElementTree.parse(svg).getroot()
    group = [g for g in root.findall(SVG + "g") if g.get("id") == "place-names"]
    placed = len(list(group[0].iter(SVG + "text"))) if group else 0
    ok(placed >= 80, "seed %d: at least 80 of 200 are named (%d)" % (seed, placed))
    check_ink(report, svg, "seed %d" % seed)


check_shipped()
check_small()
for seed_number in 1, 2, 3:
    check_random(seed_number)
done()
