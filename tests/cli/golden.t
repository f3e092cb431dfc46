#!/usr/bin/env -S python3 -B
"""The reference pictures of tests/golden, with tolerance. What differs is left in $BUILD/golden: NAME.png as it is
drawn now and NAME-diff.png. After a wanted change: `make golden`, look at each, commit."""
import os

from tap import BUILD, ROOT, done, idlibmap, ok, picture_difference, read, run

GOLDEN = os.path.join(ROOT, "tests", "golden")
# Room for other versions of the libraries, not for a missing label: see svg.t.
MAX_MEAN, MAX_BLOCK = 0.5, 6


def cases():
    """Name -> arguments, as tests/golden/cases.sh lists them."""
    listed = run(["sh", "-c", ". tests/golden/cases.sh; golden_cases"]).out.decode()
    return {line.split()[0]: line.split()[1:] for line in listed.splitlines()}


def check(name, arguments):
    golden = os.path.join(GOLDEN, name + ".png")
    out = os.path.join(BUILD, "golden")
    os.makedirs(out, exist_ok=True)
    now, diff = os.path.join(out, name + ".png"), os.path.join(out, name + "-diff.png")
    result = idlibmap("render", *arguments, "--quiet", "-o", now)
    if not ok(result.status == 0, "%s is drawn" % name, result):
        return
    if os.path.exists(golden) and read(golden) == read(now):
        ok(True, "%s is the reference picture, to the byte" % name)
        for path in now, diff:
            if os.path.exists(path):
                os.remove(path)
        return
    difference = picture_difference(golden, now, diff)
    ok(difference is not None and difference.mean < MAX_MEAN and difference.block < MAX_BLOCK,
       "%s looks like the reference picture" % name, "%s; see %s and %s" % (difference, now, diff))


listed_cases = cases()
for case, words in listed_cases.items():
    check(case, words)
pictures = {f[:-4] for f in os.listdir(GOLDEN) if f.endswith(".png")}
ok(pictures == set(listed_cases), "every reference picture has its line in cases.sh",
   sorted(pictures ^ set(listed_cases)))
done()
