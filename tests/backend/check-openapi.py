#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The CertDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds data/openapi.yaml equal to the route table, both ways (TAP).

usage: check-openapi.py CERTDESKD OPENAPI_YAML PROBLEM_CODE_C
"""

import re
import subprocess
import sys

import yaml

METHODS = {"get", "put", "post", "delete", "patch"}


def described_routes(document):
    """Yields (route, operation, path parameters) of every operation."""
    for path, item in document["paths"].items():
        for method in METHODS & item.keys():
            shared = item.get("parameters", [])
            yield f"{method.upper()} {path}", item[method], shared


def resolve(document, node):
    """Follows a reference within the document."""
    while "$ref" in node:
        target = document
        for part in node["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        node = target
    return node


def references(node):
    """Yields every reference below node."""
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def check_routes(document, table):
    described = {route for route, _, _ in described_routes(document)}
    return [f"not in the route table: {route}" for route in sorted(described - table)] + [
        f"not described: {route}" for route in sorted(table - described)
    ]


def check_parameters(document, _table):
    wrong = []
    for route, operation, shared in described_routes(document):
        parameters = [resolve(document, p) for p in shared + operation.get("parameters", [])]
        declared = {p["name"] for p in parameters if p["in"] == "path"}
        if declared != set(re.findall(r"{(\w+)}", route)):
            wrong.append(f"path parameters of {route}: {sorted(declared)}")
    return wrong


def check_answers(document, _table):
    wrong = []
    for route, operation, _ in described_routes(document):
        statuses = operation["responses"].keys()
        if "default" not in statuses:
            wrong.append(f"{route} does not say what a refusal looks like")
        if not any(str(status).startswith("2") for status in statuses):
            wrong.append(f"{route} does not say what success looks like")
    return wrong


def check_references(document, _table):
    wrong = []
    for reference in set(references(document)):
        try:
            resolve(document, {"$ref": reference})
        except KeyError:
            wrong.append(f"points nowhere: {reference}")
    return wrong


def problem_codes_of(source):
    """The codes of src/wire/desk-problem-code.c: the quoted words of its table."""
    with open(source, encoding="utf-8") as file:
        return set(re.findall(r'"([a-z]+(?:_[a-z]+)*)"', file.read()))


def main():
    certdeskd, document_path, problem_source = sys.argv[1:]
    with open(document_path, encoding="utf-8") as file:
        document = yaml.safe_load(file)
    table = set(
        subprocess.run([certdeskd, "routes"], check=True, capture_output=True, text=True)
        .stdout.strip()
        .splitlines()
    )

    checks = [
        ("routes", check_routes),
        ("path parameters", check_parameters),
        ("answers", check_answers),
        ("references", check_references),
    ]
    results = [(name, check(document, table)) for name, check in checks]
    described_codes = set(document["components"]["schemas"]["Problem"]["properties"]["code"]["enum"])
    known_codes = problem_codes_of(problem_source)
    results.append(("problem codes", sorted(described_codes ^ known_codes)))

    print(f"1..{len(results)}")
    for number, (name, wrong) in enumerate(results, 1):
        print(f"{'not ok' if wrong else 'ok'} {number} {name}")
        for line in wrong:
            print(f"# {line}")
    return 1 if any(wrong for _, wrong in results) else 0


if __name__ == "__main__":
    sys.exit(main())
