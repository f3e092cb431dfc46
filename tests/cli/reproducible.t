#!/usr/bin/env -S python3 -B
"""The same input gives the same bytes: again, in other locales, from another folder, at another place in
time; and these are the bytes of the committed output/."""
import os

from tap import MAP, ROOT, done, equal, folder, have, idlibmap, ok, read, run, skip

FILES = "idlib.png", "idlib.svg", "idlib.pdf", "report.json"
LOCALES = "tr_TR.UTF-8", "de_DE.UTF-8"


def draw(env=None, cwd=ROOT, map_path=MAP):
    """File name -> bytes."""
    out = folder()
    paths = [os.path.join(out, name) for name in FILES]
    result = idlibmap("render", map_path, "-o", paths[0], "-o", paths[1], "-o", paths[2],
                      "--report", paths[3], env=env, cwd=cwd)
    if not ok(result.status == 0, "renders data/idlib.map", result):
        raise SystemExit(1)
    return {name: read(path) for name, path in zip(FILES, paths)}


def same(got, expected, how):
    for name in FILES:
        ok(got[name] == expected[name], "%s has the same bytes %s" % (name, how))


def is_installed(package):
    result = run(["dpkg-query", "-W", "-f", "${Status}", package]) if not have("dpkg-query") else None
    return result is not None and b"ok installed" in result.out


def locale_is_there(name):
    known = run(["locale", "-a"]).out.decode().split()
    return name.replace("UTF-8", "utf8") in known or name in known


def check_locale(name, expected):
    if not locale_is_there(name):
        if is_installed("locales-all"):
            ok(False, "locale -a lists " + name, "though locales-all is installed")
        else:
            skip("the same bytes under LC_ALL=" + name, "the package locales-all is not installed")
        return
    same(draw({"LC_ALL": name, "LANG": name, "LANGUAGE": name[:2]}), expected, "under LC_ALL=" + name)


first = draw({"LC_ALL": "C"})
same(draw({"LC_ALL": "C"}), first, "a second time")
for locale in LOCALES:
    check_locale(locale, first)
same(draw(cwd="/"), first, "from another working folder")
same(draw({"TZ": "Asia/Kolkata"}), first, "in another time zone")
same(draw({"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8"}), first, "on another calendar day")
for file in FILES[:3]:
    path = os.path.join(ROOT, "output", file)
    ok(os.path.exists(path) and read(path) == first[file], "output/%s is what is drawn now" % file,
       "it is missing" if not os.path.exists(path) else "the bytes differ: run make map, look, commit")

dated = draw({"SOURCE_DATE_EPOCH": "1000000000"})
ok(b"20010909" in dated["idlib.pdf"], "SOURCE_DATE_EPOCH dates the PDF")
ok(b"20200229" in first["idlib.pdf"], "without it the PDF has the end of the date window")
equal(dated["idlib.svg"], first["idlib.svg"], "SOURCE_DATE_EPOCH does not touch the SVG")
done()
