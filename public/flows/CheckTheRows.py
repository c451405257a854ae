"""Bad rows: check the data where it comes in, and fail with words that help.

On your own machine you might write this with pandas. This page has Python's standard
library only, and a list of dicts, one dict a row, takes the same checks.
"""

from metaflow import FlowSpec, Parameter, catch, step

ROWS = [
    {"item": "tea", "price": 4.5, "count": 10},
    {"item": "salt", "price": None, "count": 3},
    {"item": "rice", "price": 2.25, "count": -1},
    {"item": "tea", "price": 4.5, "count": 10},
]


def problems_of(rows):
    """What is wrong with the rows, one sentence each."""
    problems = []

    # pandas: df["price"].isna()
    for place, row in enumerate(rows):
        if row["price"] is None:
            problems.append(f"row {place}: {row['item']} has no price")

    # pandas: df[df["count"] < 0]
    for place, row in enumerate(rows):
        if row["count"] < 0:
            problems.append(f"row {place}: {row['item']} counts {row['count']}")

    # pandas: df.duplicated()
    seen = set()
    for place, row in enumerate(rows):
        key = tuple(row.values())
        if key in seen:
            problems.append(f"row {place}: {row['item']} is there twice")
        seen.add(key)

    return problems


class CheckTheRows(FlowSpec):
    # Switch it off, and run again.
    bad_rows = Parameter("bad_rows", type=bool, default=True)

    @step
    def start(self):
        self.rows = ROWS if self.bad_rows else ROWS[:1]
        self.next(self.validate)

    # No @retry: bad data is as bad a minute later. @catch lets the flow go on and say so.
    @catch(var="invalid")
    @step
    def validate(self):
        problems = problems_of(self.rows)
        if problems:
            # All of them at once: whoever mends the data should not need one run a row.
            raise ValueError("; ".join(problems))
        self.next(self.report)

    @step
    def report(self):
        # Only what passed the check is worked with.
        self.total = None
        if not self.invalid:
            self.total = sum(row["price"] * row["count"] for row in self.rows)
        self.next(self.end)

    @step
    def end(self):
        if self.invalid:
            print("No total. Please mend", self.invalid.exception)
        else:
            print("The stock is worth", self.total)


if __name__ == "__main__":
    CheckTheRows()
