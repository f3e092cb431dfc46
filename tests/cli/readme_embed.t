#!/usr/bin/env -S python3 -B
"""README.md shows how to embed the SVG in an HTML page: a browser draws that page, and the map is in it."""
import os
import re
import shutil

from tap import ROOT, done, equal, folder, ok, png_pixels, run, skip, write

README = os.path.join(ROOT, "README.md")
BROWSERS = "chromium", "chromium-browser", "google-chrome"
WIDTH, HEIGHT = 500, 400
# Of the shipped style: sea, and land in and around Syria.
COLORS = {"sea": (0xcf, 0xdf, 0xe7), "Syria": (0xf8, 0xf5, 0xee), "the neighbours": (0xeb, 0xe8, 0xe2)}
# Nothing may be fetched, and the sandbox needs privileges that test machines lack.
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
         "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions",
         "--disable-dev-shm-usage", "--disable-default-apps", "--force-device-scale-factor=1",
         "--window-size=%d,%d" % (WIDTH, HEIGHT)]


def example():
    """The first html block of the README that names the SVG."""
    with open(README, encoding="utf-8") as file:
        blocks = re.findall(r"^```html\n(.*?)^```", file.read(), re.M | re.S)
    found = [b for b in blocks if "output/idlib.svg" in b]
    return found[0] if found else None


def page(html):
    """The example as a page of its own; where it is a fragment, in the plainest document."""
    return html if "<html" in html.lower() or "<!doctype" in html.lower() else \
        "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>Map</title>\n<body>\n%s</body></html>\n" % html


def screenshot(place, name):
    png = os.path.join(place, name + ".png")
    result = run([browser, *FLAGS, "--user-data-dir=" + folder(), "--screenshot=" + png,
                  "file://" + os.path.join(place, name)], env={"DBUS_SESSION_BUS_ADDRESS": "disabled:"})
    ok(os.path.exists(png), "the browser draws " + name, result)
    return png


def share(pixels, color):
    """The share of pixels within 3 of the colour."""
    width, height, rows = pixels
    near = 0
    for row in rows:
        for x in range(0, len(row), 3):
            near += all(abs(row[x + i] - color[i]) <= 3 for i in range(3))
    return near / (width * height)


if not ok(os.path.exists(README), "README.md is there"):
    done()
    raise SystemExit(1)
html_text = example()
ok(html_text is not None, "README.md has an html example with output/idlib.svg")
ok("![" in open(README, encoding="utf-8").read(1500), "README.md opens with the picture")
browser = next((b for b in BROWSERS if shutil.which(b)), None)
if browser is None:
    skip("the browser draws the page", "chromium is not installed")
elif html_text is not None:
    site = folder()
    os.mkdir(os.path.join(site, "output"))
    shutil.copy(os.path.join(ROOT, "output", "idlib.svg"), os.path.join(site, "output"))
    write(os.path.join(site, "page.html"), page(html_text))
    drawn = screenshot(site, "page.html")
    picture = png_pixels(drawn)
    equal(picture[:2], (WIDTH, HEIGHT), "the picture has the window's size")
    for name, rgb in COLORS.items():
        part = share(picture, rgb)
        ok(part > 0.02, "the colour of %s is in it (%.1f %%)" % (name, 100 * part))
    # The same page without the map is blank, so that the check above can fail.
    os.remove(os.path.join(site, "output", "idlib.svg"))
    blank = png_pixels(screenshot(site, "page.html"))
    ok(all(share(blank, rgb) < 0.001 for rgb in COLORS.values()), "without the SVG they are not")
done()
