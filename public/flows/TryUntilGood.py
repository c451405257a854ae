"""A loop of your own: a step that leads to itself until a condition says otherwise.

@retry repeats what *failed*. This repeats what succeeded and was not good enough, and
every round is a task of its own, with artifacts that you can look at.
"""

from metaflow import FlowSpec, Parameter, step


class TryUntilGood(FlowSpec):
    rounds_max = Parameter("rounds_max", type=int, default=6)

    @step
    def start(self):
        self.error = 10.0
        self.round = 0
        self.next(self.refine)

    @step
    def refine(self):
        # Artifacts go from round to round, as from any step to the next.
        self.round += 1
        self.error /= 2
        print(f"round {self.round}: error {self.error:.2f}")

        # Always with a way out: Metaflow itself sets no limit to the rounds.
        if self.error < 0.5:
            self.verdict = "good"
        elif self.round == self.rounds_max:
            self.verdict = "enough"
        else:
            self.verdict = "again"

        # The value of self.verdict chooses the way. Its keys must be written out here.
        self.next(
            {"again": self.refine, "good": self.publish, "enough": self.give_up},
            condition="verdict",
        )

    @step
    def publish(self):
        print("published after", self.round, "rounds")
        self.next(self.end)

    # Give it 3 rounds at most, above the graph, and the flow comes along here.
    @step
    def give_up(self):
        print("still", self.error, "after", self.round, "rounds")
        self.next(self.end)

    @step
    def end(self):
        print("verdict:", self.verdict)


if __name__ == "__main__":
    TryUntilGood()
