"""Prints the given and family names of the PyPI packages Faker and mimesis as JSON, from the folder given as argument."""

import glob
import importlib
import json
import pkgutil
import sys

folder = sys.argv[1]
sys.path.insert(0, folder)
person = importlib.import_module("faker.providers.person")


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, tuple, set, dict)):
        for one in value:
            yield from strings(one)


given, family = set(), set()
for module in pkgutil.iter_modules(person.__path__):
    provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
    for attribute in dir(provider):
        value = getattr(provider, attribute)
        if callable(value) or "name" not in attribute:
            continue
        if attribute.startswith(("first_", "given_")):
            given.update(strings(value))
        elif attribute.startswith("last_"):
            family.update(strings(value))
for path in glob.glob(f"{folder}/mimesis/datasets/*/person.json"):
    with open(path, encoding="utf-8") as file:
        data = json.load(file)
    for names in data.get("names", {}).values():
        given.update(strings(names))
    surnames = data.get("surnames", [])
    for names in surnames.values() if isinstance(surnames, dict) else [surnames]:
        family.update(strings(names))
json.dump({"given": sorted(given), "family": sorted(family)}, sys.stdout)
