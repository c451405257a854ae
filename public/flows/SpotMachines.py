"""Machines that go away: spot interruption, eviction, a metadata service that is down.

None of it is the fault of the code, and no line of it can see it coming. That is what @retry
is for. The failure plan beside this tab says what happens to whom.
"""

import time

from metaflow import FlowSpec, retry, step

SCORES = {"mean": 0.71, "line": 0.84, "tree": 0.91}


class SpotMachines(FlowSpec):
    @step
    def start(self):
        self.next(self.load)

    # The first attempt dies before its code begins: the metadata service does not answer.
    @retry(times=2, minutes_between_retries=1)
    @step
    def load(self):
        self.models = list(SCORES)
        self.next(self.train, foreach="models")

    # A killed worker raises nothing: there is no exception, no traceback, and @catch would
    # have nothing to keep. What the attempt had set is lost, so the next one starts anew,
    # from the same inputs. Short steps lose less.
    @retry(times=3, minutes_between_retries=1)
    @step
    def train(self):
        print("training", self.input)
        time.sleep(20)
        self.model = self.input
        self.score = SCORES[self.model]
        self.next(self.choose)

    @step
    def choose(self, inputs):
        self.scores = {one.model: one.score for one in inputs}
        self.best = max(self.scores, key=self.scores.get)
        self.next(self.end)

    @step
    def end(self):
        print(len(self.scores), "models on machines that may go away at any time")
        print("best:", self.best, self.scores[self.best])


if __name__ == "__main__":
    SpotMachines()
