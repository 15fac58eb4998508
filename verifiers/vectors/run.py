#!/usr/bin/env python3
"""Runs verify.py over all vectors. The last line counts; exit 1 where one came out otherwise than it says."""

import gzip
import json
import os
import sys

FOLDER = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(FOLDER))
sys.dont_write_bytecode = True

import verify  # noqa: E402  (the verifier beside this folder)


def read_bases():
    bases = {}
    for file in os.listdir(os.path.join(FOLDER, "bases")):
        with gzip.open(os.path.join(FOLDER, "bases", file)) as content:
            bases[file.replace(".json.gz", "")] = content.read().decode()
    return bases


def place_of(bundle, at):
    """What holds the value at a JSON pointer, and its name there."""
    *steps, name = (step.replace("~1", "/").replace("~0", "~") for step in at[1:].split("/"))
    for step in steps:
        bundle = bundle[int(step)] if isinstance(bundle, list) else bundle[step]
    return bundle, int(name) if isinstance(bundle, list) else name


def apply_to(bundle, change):
    holder, name = place_of(bundle, change["at"])
    if change["op"] == "set":
        holder[name] = change["value"]
    elif change["op"] == "insert":
        holder.insert(name, change["value"])
    elif change["op"] == "remove":
        del holder[name]
    elif change["op"] == "swap":
        other, other_name = place_of(bundle, change["other"])
        holder[name], other[other_name] = other[other_name], holder[name]


def file_of(vector, bases):
    """The bytes of a vector: a base, changed as the vector says."""
    bundle = json.loads(bases[vector["base"]])
    for change in vector["changes"]:
        if "at" in change:
            apply_to(bundle, change)
    if any(change["op"] == "digests" for change in vector["changes"]):
        for name, part in bundle["parts"].items():
            bundle["manifest"]["parts"][name] = verify.sha256_of(verify.canonical(part))
    text = verify.canonical(bundle)
    content, end = None, b""
    for change in vector["changes"]:
        if change["op"] == "text":
            text = text.replace(change["from"], change["to"], 1)
    for change in vector["changes"]:
        if change["op"] == "cut":
            content = text.encode()[: change["bytes"]]
        if change["op"] == "end":
            end = bytes.fromhex(change["hex"])
    return (text.encode() if content is None else content) + end


# What may stay open of checkpoints from elsewhere.
ABOUT_NOTES = (
    "checkpoint-not-connected",
    "checkpoint-of-another-ledger",
    "not-anchored",
    "revoked-note",
    "revoked-note-differs",
)


def open_as_said(vector, report):
    """Whether a vector that says what stays open, and whether that leaves the verdict open, has it so."""
    if "open" not in vector:
        return True
    said = [each["code"] for each in report["open"] if each["code"] in ABOUT_NOTES]
    return said == vector["open"] and (report["verdict"] == "cannot-tell") == vector["isUndecided"]


def main():
    bases = read_bases()
    with open(os.path.join(FOLDER, "vectors.json"), encoding="utf-8") as file:
        vectors = json.load(file)
    agreed, left = 0, 0
    for vector in vectors:
        by_recomputation = vector.get("byRecomputation", False)
        expected = vector["expected"]
        outside = [(code.split()[0], *verify.read_letter_code(code), None) for code in vector.get("codes", [])]
        outside += [("note", *each.head, each) for each in map(verify.Checkpoint, vector.get("notes", []))]
        report = verify.verify_bundle(file_of(vector, bases), vector.get("keys", []), outside)
        found = report["finding"] and {name: report["finding"][name] for name in ("code", "at", "position")}
        agrees = (found == expected or (by_recomputation and found is None)) and open_as_said(vector, report)
        agreed += agrees
        left += by_recomputation and found is None
        if not agrees:
            print(f"{vector['name']}: expected {json.dumps(expected)}, found {json.dumps(found)}")
    print(f"{agreed} of {len(vectors)} vectors as expected, {left} of them without the recomputation that finds something")
    return 0 if agreed == len(vectors) else 1


if __name__ == "__main__":
    sys.exit(main())
