from metaflow import FlowSpec, step, retry, catch, timeout, current, Parameter, JSONType, card, environment, resources

class R(FlowSpec):
    p = Parameter('p', default=1)
    @step
    def start(self):
        self.next(self.mid)

    @step
    def mid(self):
        self.next(self.final)

    @step
    def final(self):
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    R()
