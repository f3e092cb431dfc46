#!/usr/bin/env -S python3 -B
"""A place of events has one name on the map: the base map's, also where the file writes another and has coordinates
of its own; a name that the base map does not have is the file's."""
import os
import xml.etree.ElementTree as ElementTree

from tap import done, equal, folder, ok, render, write_csv

SVG = "{http://www.w3.org/2000/svg}"
WORK = folder()
COLUMNS = ["event_id_cnty", "event_date", "location", "latitude", "longitude", "fatalities"]
FRAME = ["--bbox", "36.3,35.5,37.1,36.1", "--size", "700x600", "--furniture", "none"]


def names(rows, *arguments):
    """The texts of the layers of places and of events."""
    events = write_csv(os.path.join(WORK, "events.csv"), COLUMNS,
                       [["E%d" % i, "2020-02-27", *row] for i, row in enumerate(rows)])
    out = os.path.join(WORK, "map.svg")
    render("--events", events, *FRAME, *arguments, "-qo", out)
    root = ElementTree.parse(out).getroot()
    return {group.get("id"): ["".join(text.itertext()) for text in group.iter(SVG + "text")]
            for group in root.findall(SVG + "g") if group.get("id") in ("place-names", "event-names")}


def stands_once(drawn, name, others, title):
    texts = drawn["place-names"] + drawn["event-names"]
    ok(sum(name in text for text in texts) == 1 and not any(other in text for other in others for text in texts),
       title, texts)


# Coordinates a few hundred metres from the gazetteer's.
stands_once(names([["Saraqib town", 35.8610, 36.8080, 3]]), "Saraqib", ["town"], "one name at a town with another form")
stands_once(names([["Sarāqeb", 35.8610, 36.8080, 3]]), "Saraqib", ["āqeb"], "one name at a town written otherwise")
stands_once(names([["Saraqib", 35.8660, 36.7990, 3]]), "Saraqib", [], "one name at a town a little away")
drawn = names([["Saraqib town", 35.8610, 36.8080, 3]], "--lang", "ar")
ok(any("سراقب" in text for text in drawn["place-names"]) and drawn["event-names"] == [],
   "in another language the name is the base map's", drawn)
drawn = names([["Sanqarah village", 35.8100, 36.4800, 3], ["Saraqib", 35.60, 36.60, 3]])
equal(sorted(drawn["event-names"]), ["Sanqarah village", "Saraqib"],
      "a name that the base map does not have there is the file's")
done()
