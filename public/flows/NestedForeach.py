"""A foreach within a foreach: every model, on every fold of the data.

Each level needs a join of its own. One item of the inner level fails for good, and only
its own model goes without a score.
"""

from metaflow import FlowSpec, catch, step


class NestedForeach(FlowSpec):
    @step
    def start(self):
        self.models = ["mean", "line", "tree"]
        self.next(self.model, foreach="models")

    @step
    def model(self):
        # Keep what you need later: within the inner foreach, self.input is the fold.
        self.name_of_model = self.input
        self.folds = [1, 2, 3, 4]
        self.next(self.evaluate, foreach="folds")

    # Twelve tasks, three models times four folds. They run at the same time as far as
    # the platform has slots.
    @catch(var="error")
    @step
    def evaluate(self):
        if self.name_of_model == "line" and self.input == 3:
            raise ZeroDivisionError("all x are equal in fold 3")
        self.score = round(0.6 + len(self.name_of_model) / 50 + self.input / 100, 2)
        self.next(self.join_folds)

    # Once for each model: the inner join ends the inner foreach only.
    @step
    def join_folds(self, inputs):
        tasks = list(inputs)
        self.name_of_model = tasks[0].name_of_model
        self.failed = sum(1 for one in tasks if one.error)
        scores = [one.score for one in tasks if not one.error]
        # A mean over three folds is no match for one over four: better none.
        self.mean = None if self.failed else round(sum(scores) / len(scores), 3)
        self.next(self.join_models)

    @step
    def join_models(self, inputs):
        self.means = {one.name_of_model: one.mean for one in inputs}
        self.next(self.end)

    @step
    def end(self):
        for name, mean in self.means.items():
            print(f"{name}: {'a fold failed' if mean is None else mean}")


if __name__ == "__main__":
    NestedForeach()
