"""Totals of Northwind's orders, worked out from its CSV files alone: the oracle for the order service.

Prints JSON: {"customer": {...}, "year": {...}, "product": {...}}, each from key to [orders, cents]. A line comes to
quantity x unit price x (1 - discount), rounded half up to the cent.
"""

import csv
import json
import sys
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

folder = Path(sys.argv[1])


def rows(name):
    with open(folder / f"{name}.csv", newline="", encoding="utf-8-sig") as file:
        yield from csv.DictReader(file)


orders = {row["orderID"]: row for row in rows("orders")}
cents = {"customer": defaultdict(int), "year": defaultdict(int), "product": defaultdict(int)}
seen = {"customer": defaultdict(set), "year": defaultdict(set), "product": defaultdict(set)}
for line in rows("order_details"):
    order = orders[line["orderID"]]
    amount = Decimal(line["quantity"]) * Decimal(line["unitPrice"]) * (1 - Decimal(line["discount"]))
    rounded = int((amount * 100).quantize(Decimal(1), ROUND_HALF_UP))
    keys = {"customer": order["customerID"], "year": order["orderDate"][:4], "product": line["productID"]}
    for grouping, key in keys.items():
        cents[grouping][key] += rounded
        seen[grouping][key].add(line["orderID"])
print(json.dumps({g: {key: [len(seen[g][key]), total] for key, total in cents[g].items()} for g in cents}))
