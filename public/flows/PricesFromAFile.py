"""Data and settings from files: IncludeFile and Config.

The two files are in the tabs beside this one. Edit them, or add your own with + File.
"""

import csv
import io

from metaflow import Config, FlowSpec, IncludeFile, step


class PricesFromAFile(FlowSpec):
    # Read once, when the run starts, and kept with it as an artifact: a resume uses the
    # file as it was, even when it has changed since. At the prompt: run --prices other.csv
    prices = IncludeFile("prices", default="prices.csv", help="item,price")

    # Known before the run, so that decorators could use it too. At the prompt:
    # --config limits other.json run
    limits = Config("limits", default="limits.json")

    @step
    def start(self):
        # An IncludeFile is the text of the file. What it means is up to you.
        self.rows = list(csv.DictReader(io.StringIO(self.prices)))
        print("read", len(self.rows), "rows")
        self.next(self.check)

    @step
    def check(self):
        # Everything in a CSV is text. float("n/a") would say only that it could not
        # convert; say which row it was.
        for line, row in enumerate(self.rows, start=2):
            try:
                row["price"] = float(row["price"])
            except ValueError:
                raise ValueError(f"prices.csv, line {line}: {row['price']!r} is no price") from None

        # A Config is read with dots, like an object.
        self.dear = [row["item"] for row in self.rows if row["price"] > self.limits.price.high]
        self.next(self.end)

    @step
    def end(self):
        print("above", self.limits.price.high, self.limits.currency, "are", self.dear)


if __name__ == "__main__":
    PricesFromAFile()
