"""Two branches meet. What they agree on is merged, where they differ you decide.

A join starts with nothing on self but parameters. merge_artifacts brings the rest over,
and refuses to guess.
"""

from metaflow import FlowSpec, step


class MergeBranches(FlowSpec):
    @step
    def start(self):
        self.rows = [3, 1, 2]
        # Both branches run at the same time, each with its own copy of the artifacts.
        self.next(self.quick, self.careful)

    @step
    def quick(self):
        self.model = "mean"
        self.score = 0.71
        self.seconds_quick = 2
        self.next(self.choose)

    @step
    def careful(self):
        self.model = "tree"
        self.score = 0.84
        self.seconds_careful = 90
        self.next(self.choose)

    @step
    def choose(self, inputs):
        # By name, never by place: the order of `inputs` is left open after a split.
        best = max((inputs.quick, inputs.careful), key=lambda one: one.score)

        # `model` and `score` differ between the branches. Set here, before the merge,
        # they are decided. Take these two lines away to read Metaflow's refusal.
        self.model = best.model
        self.score = best.score

        # Brings over `rows`, which is the same in both, and what only one branch has.
        self.merge_artifacts(inputs, exclude=["seconds_quick"])
        self.next(self.end)

    @step
    def end(self):
        print("chosen:", self.model, self.score)
        print("merged:", self.rows, "and", self.seconds_careful, "s of work")
        print("seconds_quick came along:", hasattr(self, "seconds_quick"))


if __name__ == "__main__":
    MergeBranches()
