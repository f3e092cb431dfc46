#!/usr/bin/env python3
"""Damaged shapefiles: no crash or hang, exit 0 or 1, and a clear message that names the file."""
import glob
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
CORPUS = os.path.join(ROOT, "..", "shared", "corpus")
PROGRAM = os.environ.get("IDLIBMAP", os.path.join(ROOT, "build", "idlibmap"))


# None of the files has a .prj, which gives a warning of its own: it does not count.
NO_PRJ = "no .prj says"


def check(path):
    """None, or what is wrong."""
    try:
        run = subprocess.run([PROGRAM, "inspect", path], capture_output=True, timeout=10)
    except subprocess.TimeoutExpired:
        return "still running after 10 s"
    err = run.stderr.decode("utf-8", "replace")
    lines = err.splitlines()
    name = os.path.basename(path)
    errors = [l for l in lines if not re.match(r"idlibmap: (warning|note): ", l)]
    warnings = [l for l in lines if l.startswith("idlibmap: warning: ") and name in l
                and NO_PRJ not in l]
    if run.returncode not in (0, 1):
        return f"exit {run.returncode}: {err[:500]}"
    if run.returncode == 1 and (len(errors) != 1 or name not in errors[0]):
        return f"exit 1 without exactly one error that names the file: {err[:500]}"
    if run.returncode == 0 and (errors or not warnings):
        return f"exit 0 without a warning that names the file: {err[:500]}"
    return None


def main():
    folders = ("generated-shp-hostile", "generated-shp-fuzz")
    paths = [p for f in folders for p in sorted(glob.glob(os.path.join(CORPUS, f, "*.shp")))]
    if not paths:
        print("1..0 # SKIP ../shared/corpus is not here")
        return
    print(f"1..{len(paths)}")
    for number, path in enumerate(paths, 1):
        problem = check(path)
        print(f"{'not ok' if problem else 'ok'} {number} - {os.path.basename(path)}")
        if problem:
            print(f"# {problem}".replace("\n", "\n# "))


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    main()
