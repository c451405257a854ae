"""A foreach in which some items fail, and the rest are still worth having.

Without @catch, one bad city would end the whole run. With it, each task keeps its own
error, and the join sorts them.
"""

from metaflow import FlowSpec, catch, retry, step

READINGS = {
    "Lisbon": [18, 21, 19],
    "Oslo": [],
    "Quito": [14, 13, 15],
    "Delhi": [31, "n/a", 33],
    "Perth": [24, 26, 25],
}


class SomeItemsFail(FlowSpec):
    @step
    def start(self):
        self.cities = list(READINGS)
        # One task of `average` for each city; its city is in self.input.
        self.next(self.average, foreach="cities")

    # @catch stands on the step that works on one item. On the step above, the one that
    # makes the foreach, Metaflow does not allow it.
    @catch(var="error")
    @retry(times=1, minutes_between_retries=0)
    @step
    def average(self):
        # Set before anything can fail: what a step set up to then is kept by @catch.
        self.city = self.input
        readings = READINGS[self.city]
        self.mean = sum(readings) / len(readings)
        self.next(self.collect)

    @step
    def collect(self, inputs):
        # `error` is None where the task went well. Ask for it first: where it is not
        # None, `mean` was never set.
        self.means = {one.city: one.mean for one in inputs if not one.error}
        self.errors = {one.city: one.error.exception for one in inputs if one.error}
        self.next(self.end)

    @step
    def end(self):
        for city, mean in self.means.items():
            print(f"{city}: {mean:.1f} degrees")
        for city, error in self.errors.items():
            print(f"{city}: left out, {error}")


if __name__ == "__main__":
    SomeItemsFail()
