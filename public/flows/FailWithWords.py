"""Bad input: say so, in words, and do not try again.

self.fail exists only here. It ends the attempt with a reason; with retry=False it also
gives up the retries that are left, since the data will be as bad in a minute.
"""

from metaflow import FlowSpec, Parameter, catch, retry, step

ROWS = [{"price": 4.5, "target": 1}, {"price": 2.25, "target": 0}]


class FailWithWords(FlowSpec):
    # Switch it off, and run again.
    without_target = Parameter("without_target", type=bool, default=True)

    @step
    def start(self):
        self.rows = [{"price": row["price"]} for row in ROWS] if self.without_target else ROWS
        self.next(self.validate)

    @catch(var="invalid")
    @retry(times=2, minutes_between_retries=0)
    @step
    def validate(self):
        columns = set().union(*self.rows)
        if "target" not in columns:
            self.fail("Missing target column in input data", retry=False)
        self.next(self.train)

    @step
    def train(self):
        # @catch goes on to this very step, whatever happened: the branch is ours to make.
        self.model = None
        if not self.invalid:
            self.model = sum(row["target"] for row in self.rows) / len(self.rows)
        self.next(self.end)

    @step
    def end(self):
        print("model:", self.model if not self.invalid else f"none, {self.invalid.exception}")


if __name__ == "__main__":
    FailWithWords()
