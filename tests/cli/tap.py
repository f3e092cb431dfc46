"""What the command-line tests share: TAP, running the program, temporary folders, small readers.

A test is a script that imports this, calls ok() and equal(), and ends with done(). An exception
ends it without a plan, which prove counts as a failure."""
import atexit
import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.path.abspath(os.environ.get("BUILD", os.path.join(ROOT, "build")))
IDLIBMAP = os.path.abspath(os.environ.get("IDLIBMAP", os.path.join(BUILD, "idlibmap")))
MAP = os.path.join(ROOT, "data", "idlib.map")
TIMEOUT_S = 120
checks = 0

sys.stdout.reconfigure(encoding="utf-8", line_buffering=True)


def ok(passed, name, detail=None):
    """One check; `detail` is shown when it fails."""
    global checks
    checks += 1
    print("%s %d - %s" % ("ok" if passed else "not ok", checks, name.replace("#", "\\#")))
    if not passed and detail is not None:
        print("".join("# %s\n" % line for line in str(detail)[:3000].splitlines()), end="")
    return passed


def equal(got, expected, name):
    return ok(got == expected, name, "got      %r\nexpected %r" % (got, expected))


def skip(name, reason):
    global checks
    checks += 1
    print("ok %d - %s # SKIP %s" % (checks, name, reason))


def skip_all(reason):
    print("1..0 # SKIP " + reason)
    sys.exit(0)


def done():
    print("1..%d" % checks)


def have(*tools):
    """The tools that are not installed, as text; "" when all are."""
    return ", ".join(t for t in tools if shutil.which(t) is None)


def npm_package(package, version):
    """The folder of a package of npm, and why it is not there: "" when it is. It is installed into the build folder
    once, where npm and a network are at hand."""
    place = os.path.join(BUILD, "npm", package)
    path = os.path.join(place, "node_modules", package)
    missing = have("node", "npm")
    if missing:
        return path, missing + " is not installed"
    if os.path.exists(os.path.join(path, "package.json")):
        return path, ""
    os.makedirs(place, exist_ok=True)
    command = ["npm", "install", "--prefix", place, "--no-audit", "--no-fund", "--ignore-scripts", package + "@" + version]
    try:
        result = subprocess.run(command, capture_output=True, timeout=60, check=False)
    except subprocess.TimeoutExpired:
        return path, "npm install has not ended after 60 s"
    there = result.returncode == 0 and os.path.exists(path)
    return path, "" if there else "npm cannot install " + package


def folder():
    """A new temporary folder, removed at the end."""
    path = tempfile.mkdtemp(prefix="idlibmap-test-")
    atexit.register(shutil.rmtree, path, True)
    return path


class Run:
    def __init__(self, status, out, err):
        self.status, self.out, self.err = status, out, err

    def __repr__(self):
        return "exit %s\n%s" % (self.status, self.err)


def run(command, env=None, cwd=ROOT, stdin=b""):
    """Runs a command. Killed by a signal or stopped by a sanitizer, it is a failed check of its own."""
    environment = dict(os.environ)
    for key, value in (env or {}).items():
        environment.pop(key, None)
        if value is not None:
            environment[key] = value
    try:
        done = subprocess.run(command, env=environment, cwd=cwd, input=stdin, capture_output=True,
                              timeout=TIMEOUT_S)
    except subprocess.TimeoutExpired:
        ok(False, "ends in %d s: %s" % (TIMEOUT_S, " ".join(command)))
        return Run(-1, b"", "")
    err = done.stderr.decode("utf-8", "replace")
    if done.returncode < 0 or "Sanitizer" in err or "runtime error:" in err:
        ok(False, "does not crash: " + " ".join(command), "exit %d\n%s" % (done.returncode, err))
    return Run(done.returncode, done.stdout, err)


def idlibmap(*arguments, **options):
    return run([IDLIBMAP] + list(arguments), **options)


def render(*arguments, **options):
    """Renders and gives the report; stops the test when that fails."""
    report = os.path.join(folder(), "report.json")
    result = idlibmap("render", *arguments, "--report", report, **options)
    if result.status != 0:
        raise SystemExit("render %s: %r" % (" ".join(arguments), result))
    return json.loads(read(report))


def read(path):
    with open(path, "rb") as file:
        return file.read()


def write(path, data):
    with open(path, "wb") as file:
        file.write(data.encode() if isinstance(data, str) else data)
    return path


def write_csv(path, columns, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
    return path


def write_json(path, value):
    return write(path, json.dumps(value, ensure_ascii=False, indent=1))


def counts_add_up(counts):
    """Every record read ends in exactly one of the other counts."""
    return counts["read"] == sum(n for name, n in counts.items() if name != "read")


class Difference:
    """How far two pictures are apart: see tests/tools/picture_diff.c."""

    def __init__(self, mean, share, block):
        self.mean, self.share, self.block = mean, share, block

    def __repr__(self):
        return "mean %.2f, far apart %.3f %%, block %.1f" % (self.mean, 100 * self.share, self.block)


def picture_difference(a, b, difference=None):
    """None when the sizes differ or a file is no PNG. `difference` is the path of a picture that shows where."""
    result = run([os.path.join(BUILD, "tests", "picture-diff"), a, b] + ([difference] if difference else []))
    return Difference(*map(float, result.out.split())) if result.status == 0 else None


def png_pixels(path):
    """(width, height, rows) of an 8-bit RGB or RGBA PNG without interlace; a row is bytes, 3 a pixel."""
    import struct
    import zlib
    data = read(path)
    assert data[:8] == b"\x89PNG\r\n\x1a\n", path
    at, packed = 8, b""
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at:at + 8])
        body = data[at + 8:at + 8 + length]
        if kind == b"IHDR":
            width, height, depth, color = struct.unpack(">IIBB", body[:10])
        elif kind == b"IDAT":
            packed += body
        at += length + 12
    assert depth == 8 and color in (2, 6), (depth, color)
    size = 3 if color == 2 else 4
    raw, stride, above, rows = zlib.decompress(packed), width * size, bytes(width * size), []
    for y in range(height):
        start = y * (stride + 1)
        above = unfilter(raw[start], bytearray(raw[start + 1:start + 1 + stride]), above, size)
        rows.append(bytes(above) if size == 3 else
                    bytes(b for i, b in enumerate(above) if i % 4 != 3))
    return width, height, rows


def unfilter(kind, row, above, size):
    if kind == 0:
        return row
    for i in range(len(row)):
        left, up = (row[i - size] if i >= size else 0), above[i]
        if kind == 1:
            row[i] = (row[i] + left) & 255
        elif kind == 2:
            row[i] = (row[i] + up) & 255
        elif kind == 3:
            row[i] = (row[i] + (left + up) // 2) & 255
        else:
            corner = above[i - size] if i >= size else 0
            a, b, c = abs(up - corner), abs(left - corner), abs(left + up - 2 * corner)
            row[i] = (row[i] + (left if a <= b and a <= c else up if b <= c else corner)) & 255
    return row
