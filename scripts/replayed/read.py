"""read -- certificates as JSON or as text, several in a file: one form for both."""
import json
from replayed.proof import number


def step(text):
    """(primitive, the steps it takes, constant or input)"""
    w = text.split()
    if w[0] == "input": return ("input", (), int(w[1]))
    if w[0] == "const": return ("const", (), number(w[1]))
    return (w[0], tuple(int(k) for k in w[1:]), None)


def fromjson(text):
    decode, at = json.JSONDecoder(), 0
    while at < len(text):
        doc, at = decode.raw_decode(text, at)
        yield doc
        while at < len(text) and text[at].isspace(): at += 1


WHOLE = {"power", "order", "bits", "step"}


def enclosed(w): return {"mid": w[0], "rad": w[2]} if len(w) == 3 else w[0]


def sideof(w):
    s = {"side": w[1], "by": w[3], "branches": [], "derivative": None, "limit": None}
    for key, is_ in zip(w[4::2], w[5::2]): s[key] = int(is_) if key in WHOLE else is_
    return s


def entry(w):
    return {"output": int(w[1][1:]), "along": " ".join(w[3:-4]), "list": int(w[-3]),
            "class": w[-1], "v": [], "sides": [], "guards": [], "value": None}


def fromtext(lines):
    doc = e = at = None
    for line in lines:
        w = line.split()
        if not w: continue
        if w[0] == "certificate":
            if doc: yield doc
            doc = {"certificate": int(w[1]), "inputs": [], "lists": [], "entries": []}
        elif w[0] == "function": doc["function"] = line[9:].rstrip("\n")
        elif w[0] == "input": doc["inputs"].append({"name": " ".join(w[1:-1]), "at": w[-1]})
        elif w[0] == "list": doc["lists"].append([])
        elif w[0].isdigit(): doc["lists"][-1].append(" ".join(w[1:]))
        elif w[0] == "entry":
            e = entry(w)
            doc["entries"].append(e)
        elif w[0] in ("v", "w"):
            e.setdefault(w[0], []).append({"input": int(w[1]), "by": w[2]})
        elif w[0] == "shift": e["shift"] = [int(k) for k in w[1:]]
        elif w[0] == "why": e["why"] = " ".join(w[1:])
        elif w[0] == "value": e["value"] = enclosed(w[1:])
        elif w[0] == "side":
            at = sideof(w)
            e["sides"].append(at)
        elif w[0] == "guard":
            at = {"list": int(w[2]), "holds": w[3] == "holds",
                  "branches": None if w[-1] == "open" else []}
            e["guards"].append(at)
        elif w[0] == "branch": at["branches"].append({"step": int(w[1]), "takes": w[2], "by": w[4]})
        elif w[0] in ("limit", "derivative"): at[w[0]] = enclosed(w[1:])
        else: raise ValueError("a line begins with %s" % w[0])
    if doc: yield doc


def documents(text):
    if text.lstrip().startswith("{"): return fromjson(text.lstrip())
    return fromtext(text.splitlines(True))


def completed(doc):
    """its entries, each with its steps, point and direction"""
    if doc["certificate"] != 1: raise ValueError("the format is %s, not 1" % doc["certificate"])
    lists = [[step(s) for s in l] for l in doc["lists"]]
    x = [number(i["at"]) for i in doc["inputs"]]
    for e in doc["entries"]:
        e["steps"], e["x"] = lists[e["list"]], x
        for k in ("v", "w"):
            if isinstance(e.get(k), list): e[k] = {d["input"]: number(d["by"]) for d in e[k]}
        for g in e.get("guards", ()): g["steps"] = lists[g["list"]]
        yield e
