#!/usr/bin/env python3
"""replay -- certificates of `wengert certificate`, checked in the intervals of mpmath.

No code is shared with the program and there is no derivative rule.
usage: replay.py [--change] [--most N] [--limit S] [--times] [FILE...]
Without a file, standard input is read; JSON or text, several certificates in a file.

Of each derivative a line: accepted, refuted or not replayed, and why; then how many of each.
Exit status 0: all are accepted; 1: some are refuted; 2: none is, but some are not replayed, or
there is nothing to read.
--change: a test of this program: one digit of each enclosure is changed, above its width, and
all are to be refuted.
--limit S: seconds a derivative may take, 30 without it; --times: the slowest, on standard error.
--most N: of each certificate no more than N derivatives, those evenly among them.
See docs/certificate.md for what acceptance means.
"""
import signal
import sys
import time

try: sys.set_int_max_str_digits(0)
except AttributeError: pass
import replayed.rect as rect
from replayed.proof import Refused, number, prove
from replayed.read import completed, documents

TITLES = ("accepted", "refuted", "not replayed")


def judged(e, limit):
    signal.setitimer(signal.ITIMER_VIRTUAL, limit)
    try: prove(e)
    except Refused as why: return 1, str(why)
    except rect.Trouble as why: return 2, str(why)
    finally: signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return 0, ""


def late(*_): raise rect.Trouble("it takes too long")


# ---- changed by a digit --------------------------------------------------------------------

def spoilt(mid, rad):
    """one hexadecimal digit of mid changed by 1, the last that is worth over twice the radius"""
    sign, s = ("-", mid[1:]) if mid.startswith("-") else ("", mid)
    digits, _, e = s[2:].partition("p")
    width = rect.log2of(number(rad)) + 2
    if digits == "0": return "0x1p%d" % (0 if width < -4000 else width)
    place = 0 if width < -10 ** 9 else max(0, -((int(e) - width) // 4))
    digits = digits.rjust(place + 1, "0")
    k = len(digits) - 1 - place
    d = int(digits[k], 16)
    return "%s0x%s%x%sp%s" % (sign, digits[:k], d + 1 if d < 15 else d - 1, digits[k + 1:], e)


def changes(e):
    """the entry with each of its enclosures changed, one at a time"""
    places = [(s, key) for s in e["sides"] for key in ("derivative", "limit")] + [(e, "value")]
    for s, key in places:
        was = s.get(key)
        if not isinstance(was, dict): continue
        s[key] = dict(was, mid=spoilt(was["mid"], was["rad"]))
        yield key, s
        s[key] = was


# ---- what is printed -----------------------------------------------------------------------

def chosen(entries, n):
    entries = list(entries)
    if not n or len(entries) <= n: return entries
    return [entries[k * len(entries) // n] for k in range(n)]


def show(doc, e, verdict, why, more=""):
    what = "%s, y%d along %s%s, %s" % (doc["function"], e["output"], e["along"], more, e["class"])
    print("%s: %s%s" % (TITLES[verdict], what, ": " + why if why else ""))


def replay(doc, e, change, limit, counts, slow):
    start = time.process_time()
    if change:
        for key, s in changes(e):
            verdict, why = judged(e, limit)
            counts[verdict] += 1
            show(doc, e, verdict, why, ", %s %s changed" % (s.get("side", "the"), key))
    else:
        verdict, why = judged(e, limit)
        counts[verdict] += 1
        show(doc, e, verdict, why)
    slow.append((time.process_time() - start, doc["function"], e["along"]))


def main(argv):
    change, most, times, limit, files = False, 0, False, 30.0, []
    signal.signal(signal.SIGVTALRM, late)
    argv = list(argv)
    while argv:
        a = argv.pop(0)
        if a == "--change": change = True
        elif a == "--times": times = True
        elif a == "--limit": limit = float(argv.pop(0))
        elif a == "--most": most = int(argv.pop(0))
        elif a in ("-h", "--help"):
            print(__doc__)
            return 0
        else: files.append(a)
    counts, slow = [0, 0, 0], []
    for f in files or ["-"]:
        try:
            text = sys.stdin.read() if f == "-" else open(f, encoding="utf-8").read()
            for doc in documents(text):
                for e in chosen(completed(doc), most): replay(doc, e, change, limit, counts, slow)
        except (OSError, ValueError, KeyError, IndexError, TypeError) as why:
            print("replay: %s is no certificate that can be read: %r" % (f, why), file=sys.stderr)
            return 2
    if times:
        for t in sorted(slow)[-12:]: print("# %.2f s  %s along %s" % t, file=sys.stderr)
    print(", ".join("%d %s" % (n, t) for n, t in zip(counts, TITLES)))
    return 1 if counts[1] else 2 if counts[2] or not sum(counts) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
