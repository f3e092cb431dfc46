#!/usr/bin/env -S python3 -B
"""Whoever made the events that are drawn is credited, however these are drawn."""
import os

from tap import ROOT, done, folder, have, ok, render, run, skip_all

if have("pdftotext"):
    skip_all("pdftotext is not installed")
WORK = folder()
UCDP = os.path.join(ROOT, "tests", "golden", "schemas", "ucdp-ged.csv")
ACLED = os.path.join(ROOT, "tests", "golden", "schemas", "acled.csv")


def credits(*arguments):
    """The words of the sheet."""
    out = os.path.join(WORK, "map.pdf")
    render(*arguments, "--furniture", "credits", "--size", "700x500", "-qo", out)
    return run(["pdftotext", out, "-"]).out.decode()


for way in ([], ["--aggregate", "admin1"], ["--aggregate", "heat"], ["--aggregate", "hexbin"],
            ["--coincident", "cluster"], ["--dense-above", "1"]):
    ok("UCDP" in credits("--events", UCDP, *way), "UCDP is credited: %s" % " ".join(way or ["circles"]))
both = credits("--events", UCDP, "--events", ACLED, "--aggregate", "heat")
ok("UCDP" in both and "ACLED" in both, "both of two data sets are credited")
none = credits("--events", UCDP, "--from", "1990", "--to", "1990")
ok("UCDP" not in none, "a data set of which nothing is drawn is not")
done()
