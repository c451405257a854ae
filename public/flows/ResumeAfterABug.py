"""A bug after hours of work. Mend it, press Resume, and the hours are not lost.

1. Run. `report` fails.
2. Mend the line that the marker below points to.
3. Press Resume, beside Run: `load` and every `train` are cloned from the failed run,
   and only `report` and what follows it run.
"""

import time

from metaflow import FlowSpec, step


class ResumeAfterABug(FlowSpec):
    @step
    def start(self):
        self.next(self.load)

    @step
    def load(self):
        # Expensive, and not to be done twice.
        time.sleep(20)
        self.sizes = [10, 20, 30]
        self.next(self.train, foreach="sizes")

    @step
    def train(self):
        time.sleep(15)
        self.score = 1 - 1 / self.input
        self.next(self.compare)

    @step
    def compare(self, inputs):
        self.scores = [one.score for one in inputs]
        self.next(self.report)

    @step
    def report(self):
        # The bug: there is no self.score here, only self.scores. Mend it with max(…).
        self.best = self.score
        self.next(self.end)

    @step
    def end(self):
        # Resume runs your code as it is now, on the artifacts as they were then.
        print("best of", len(self.scores), "models:", round(self.best, 3))


if __name__ == "__main__":
    ResumeAfterABug()
