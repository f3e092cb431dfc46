#!/usr/bin/env python3
"""Every shapefile of the outside corpus: read without a crash or hang, counted as GDAL counts."""
import csv
import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
CORPUS = os.path.join(ROOT, "..", "shared", "corpus")
EXPECTED = os.path.join(CORPUS, "EXPECTED-shapefiles-gdal362.tsv")
PROGRAM = os.environ.get("IDLIBMAP", os.path.join(ROOT, "build", "idlibmap"))

NO_SHX = "GDAL wants the .shx; we walk the records of the .shp"
# file -> (features that we read, why not as GDAL)
GEO = "shp-geotools/plugin/shapefile/src/test/resources/org/geotools/data/shapefile/test-data/"
BROKEN = "its only record claims more points than it holds; GDAL counts it, with no geometry"
DIFFERENCES = {
    "shp-gdal/buggymultiline.shp": (0, BROKEN),
    "shp-gdal/buggymultipoint.shp": (0, BROKEN),
    "shp-mapshaper/issues/invalid_coords/invalid_coordinates.shp":
        (0, "its only point lies at -1.8e308; GDAL keeps it"),
    GEO + "measure/multilinezm.shp": (1, NO_SHX),
    GEO + "measure/multipointszm.shp": (1, NO_SHX),
    "shp-mapshaper/issues/68/clipper.shp": (1, NO_SHX),
    "shp-mapshaper/shapefile/ignore-properties.shp": (3, NO_SHX),
    "shp-mapshaper/shapefile/polygons.shp": (3, NO_SHX),
    "shp-mbostock/ignore-properties.shp": (3, NO_SHX),
    "shp-mbostock/pointm.shp": (3, NO_SHX),
    "shp-mbostock/polygonm.shp": (1, NO_SHX),
    "shp-mbostock/polylinem.shp": (2, NO_SHX),
    "shp-mbostock/singleton.shp": (1, NO_SHX),
    "shp-shapefile-js/htmlcpg.shp": (2, NO_SHX),
    "shp-shapefile-js/htmlprj.shp": (2, NO_SHX),
    "shp-shapefile-rs/linem.shp": (1, NO_SHX),
    "shp-shapefile-rs/multi_polygon.shp": (1, NO_SHX),
    "shp-shapefile-rs/multipointz.shp": (1, NO_SHX),
    "shp-shapefile-rs/pointm.shp": (2, NO_SHX),
    "shp-shapefile-rs/polygonz.shp": (1, NO_SHX),
}


def inspect(path):
    run = subprocess.run([PROGRAM, "inspect", "--json", path], capture_output=True, timeout=10)
    return run.returncode, run.stdout, run.stderr.decode("utf-8", "replace")


def check(row):
    """None, or what is wrong."""
    status, out, err = inspect(os.path.join(CORPUS, row["file"]))
    if status not in (0, 1):
        return f"exit {status}: {err[:300]}"
    entry = json.loads(out)[0]
    wanted = int(row["features"]) if row["gdal_opens"] == "yes" else None
    if row["file"] in DIFFERENCES:
        wanted = DIFFERENCES[row["file"]][0]
    if entry["features"] != wanted:
        return f"features {entry['features']}, expected {wanted}; {err[:300]}"
    if status == 1 and wanted is not None:
        return f"exit 1: {err[:300]}"
    return None


def main():
    if not os.path.isfile(EXPECTED):
        print("1..0 # SKIP ../shared/corpus is not here")
        return
    with open(EXPECTED, encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    print(f"1..{len(rows) + 1}")
    for number, row in enumerate(rows, 1):
        if not os.path.isfile(os.path.join(CORPUS, row["file"])):
            print(f"ok {number} # SKIP not in this copy of the corpus: {row['file']}")
            continue
        try:
            problem = check(row)
        except subprocess.TimeoutExpired:
            problem = "still running after 10 s"
        name = row["file"].replace("#", "\\#")
        reason = DIFFERENCES.get(row["file"], (0, ""))[1]
        note = f" ({reason})" if reason else ""
        print(f"{'not ok' if problem else 'ok'} {number} - {name}{note}")
        if problem:
            print(f"# {problem}".replace("\n", "\n# "))
    stale = sorted(set(DIFFERENCES) - {row["file"] for row in rows})
    print(f"{'not ok' if stale else 'ok'} {len(rows) + 1} - every listed difference is in the corpus")
    for name in stale:
        print(f"# {name}")


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    main()
