#!/usr/bin/env -S python3 -B
"""The SVG is well-formed, searchable, safe and accessible; and the three formats show one picture."""
import os
import re
import xml.etree.ElementTree as ElementTree

from tap import MAP, done, equal, folder, have, idlibmap, ok, picture_difference, run, skip, write_csv, write_json

SVG = "{http://www.w3.org/2000/svg}"
LABEL = "{http://www.inkscape.org/namespaces/inkscape}label"
WORDS = "Saraqib", "سراقب", "Idlib", "Hatay", "Antakya"
NAMES = "Saraqib", "سراقب", "Idlib", "Antakya", "Aleppo", "Latakia", "İskenderun", "الريحانية"
# Another rasteriser smooths edges and places glyphs otherwise; the mean colour of a block hardly changes. Without
# its smallest label a picture has a block that is 15 off.
SVG_LIMITS = 1, 6
PDF_LIMITS = 3, 12


def draw(*options):
    out = folder()
    paths = {s: os.path.join(out, "map." + s) for s in ("png", "svg", "pdf")}
    result = idlibmap("render", MAP, "-q", *options, *[a for p in paths.values() for a in ("-o", p)])
    if not ok(result.status == 0, "renders " + " ".join(options), result):
        raise SystemExit(1)
    return paths


def texts(root):
    """The whole text of each <text>, and of each <tspan>."""
    whole = ["".join(e.itertext()).strip() for e in root.iter(SVG + "text")]
    return whole, whole + ["".join(e.itertext()).strip() for e in root.iter(SVG + "tspan")]


def check_document(path):
    root = ElementTree.parse(path).getroot()
    equal(root.tag, SVG + "svg", "the root is an svg element")
    if have("xmllint"):
        skip("xmllint --noout", "xmllint is not installed")
    else:
        result = run(["xmllint", "--noout", path])
        equal((result.status, result.err), (0, ""), "xmllint --noout passes, silently")
    check_safe(root)
    check_structure(root)
    return root


def check_safe(root):
    tags = {e.tag.rsplit("}", 1)[-1].lower() for e in root.iter()}
    equal(tags & {"image", "script", "foreignobject", "iframe", "animate", "set"}, set(),
          "no image, script or foreign object")
    attributes = [(name.rsplit("}", 1)[-1].lower(), value) for e in root.iter()
                  for name, value in e.attrib.items()]
    equal([a for a in attributes if a[0].startswith("on")], [], "no on* attribute")
    links = [v for n, v in attributes if n in ("href", "src")] + \
        re.findall(r"url\(([^)]*)\)", " ".join(v for _, v in attributes))
    equal([link for link in links if not link.strip("'\" ").startswith("#")], [], "no link out of the file")


def check_structure(root):
    ids = [e.get("id") for e in root.iter() if e.get("id") is not None]
    equal(sorted(i for i in set(ids) if ids.count(i) > 1), [], "ids are unique")
    ok(all(re.fullmatch(r"[A-Za-z_][\w.-]*", i) for i in ids), "ids are plain XML names")
    groups = [e for e in root if e.tag == SVG + "g"]
    ok(len(groups) > 20, "layers and furniture are groups")
    ok(all(g.get("id") and (g.get(LABEL) or g.get("aria-label")) for g in groups),
       "every group has an id and a label", [g.attrib for g in groups if not g.get(LABEL)])
    wanted = {"land", "sea", "borders", "roads", "events", "place-names", "province-names", "legend",
              "scale-bar", "credits"}
    equal(wanted - {g.get("id") for g in groups}, set(), "layers and furniture keep their names")
    title, description = root.find(SVG + "title"), root.find(SVG + "desc")
    ok(title is not None and title.text.startswith("Idlib"), "it has a title")
    ok(description is not None and len(description.text) > 20, "it has a description")
    equal(root.get("role"), "img", "role is img")
    labelled = (root.get("aria-labelledby") or "").split()
    equal(labelled, [title.get("id"), description.get("id")], "aria-labelledby names title and desc")
    equal(root.get("viewBox"), "0 0 1600 1200", "the viewBox is the page")


def check_texts(root):
    whole, parts = texts(root)
    for word in WORDS:
        ok(word in parts or word.upper() in parts, "%s stands in it as a whole string" % word,
           [p for p in parts if word.lower() in p.lower()])
    ok(any(re.fullmatch(r"Saraqib\s+سراقب", w) for w in whole), "one <text> a label: Saraqib with سراقب",
       [w for w in whole if "Saraqib" in w])
    ok("27 February 2020" in " ".join(whole), "the title is text")


def check_same(a, b, limits, name):
    difference = picture_difference(a, b)
    print("# %s: %r" % (name, difference))
    ok(difference is not None and difference.mean < limits[0] and difference.block < limits[1],
       name, difference)


def check_rsvg(paths, what):
    if have("rsvg-convert"):
        skip("the SVG looks like the PNG", "rsvg-convert is not installed")
        return
    png = paths["svg"] + ".png"
    result = run(["rsvg-convert", "-o", png, paths["svg"]])
    if ok(result.status == 0 and result.err == "", "rsvg-convert draws it, silently", result):
        check_same(paths["png"], png, SVG_LIMITS, "the SVG looks like the PNG, " + what)


def check_pdf(paths, what):
    if have("pdftoppm", "pdftotext"):
        skip("the PDF looks like the PNG", have("pdftoppm", "pdftotext") + " not installed")
        return
    run(["pdftoppm", "-r", "96", "-png", "-singlefile", paths["pdf"], paths["pdf"]])
    check_same(paths["png"], paths["pdf"] + ".png", PDF_LIMITS, "the PDF looks like the PNG, " + what)


def check_pdf_text(path):
    if have("pdftotext", "pdfinfo"):
        skip("the PDF has real text", have("pdftotext", "pdfinfo") + " not installed")
        return
    text = run(["pdftotext", "-enc", "UTF-8", path, "-"]).out.decode()
    for name in NAMES:
        ok(name in text, "pdftotext finds %s" % name)
    info = run(["pdfinfo", path]).out.decode()
    ok(re.search(r"^Title: +Idlib", info, re.M), "the PDF has its title", info)
    ok(re.search(r"^Page size: +1200 x 900 pts", info, re.M), "the PDF's page is 1600 x 1200 CSS px", info)
    fonts = run(["pdffonts", path]).out.decode().splitlines()[2:]
    ok(fonts and all(re.search(r"\byes +(yes|no) +(yes|no) +\d+ +\d+$", f) for f in fonts),
       "every font is embedded", "\n".join(fonts))


def check_hostile_words():
    """Text from data and the command line is escaped, and cannot end an element or a script."""
    title = "<script>alert(1)</script> & \"it's\" ]]> \u202e\x07"
    name = "<g/>&amp;\"'"
    events = write_csv(os.path.join(folder(), "events.csv"), ["event_date", "location", "latitude", "longitude"],
                       [["2020-02-27", name, 35.9, 36.6]])
    paths = draw("--title", title, "--events", events, "--source",
                 "places=" + write_csv(os.path.join(folder(), "places.csv"), ["name_en", "rank", "latitude", "longitude"],
                                       [[name, 1, 35.3, 37.0]]))
    root = ElementTree.parse(paths["svg"]).getroot()
    check_safe(root)
    ok(root.find(SVG + "title").text.startswith("<script>alert(1)</script> & \"it's\" ]]>"),
       "a title with markup is text", root.find(SVG + "title").text)
    equal(texts(root)[0].count(name), 2, "so are names from the data")
    ok(any(name in (e.text or "") for e in root.iter(SVG + "title")), "and tooltips")


def check_heatmap():
    """Bands stand for the surface: where there is no density at all they may not tint the page."""
    where = folder()
    write_json(os.path.join(where, "points.geojson"), {"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [36.8, 35.86]}}]})
    write_json(os.path.join(where, "heat.json"), {
        "version": 8, "sources": {"points": {"type": "geojson", "data": "points.geojson"}},
        "layers": [{"id": "ground", "type": "background", "paint": {"background-color": "#ffffff"}},
                   {"id": "heat", "type": "heatmap", "source": "points"}]})
    paths = {s: os.path.join(where, "map." + s) for s in ("png", "svg")}
    idlibmap("render", "-q", "--style", os.path.join(where, "heat.json"), "--furniture", "none", "--size", "400x300",
             "-o", paths["png"], "-o", paths["svg"])
    check_rsvg(paths, "a heatmap")
    fills = [e.get("d") for e in ElementTree.parse(paths["svg"]).getroot().iter(SVG + "path") if e.get("fill-opacity")]
    ok(fills and not any(d.startswith("m-5-5") for d in fills), "no band covers the whole page", fills)


shipped = draw()
check_texts(check_document(shipped["svg"]))
check_rsvg(shipped, "the shipped map")
check_pdf(shipped, "the shipped map")
check_pdf_text(shipped["pdf"])
arabic = draw("--lang", "ar")
check_rsvg(arabic, "in Arabic")
check_pdf(arabic, "in Arabic")
check_hostile_words()
check_heatmap()
done()
