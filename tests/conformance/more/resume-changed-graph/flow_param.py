from metaflow import FlowSpec, step, retry, catch, timeout, current, Parameter, JSONType, card, environment, resources

class R(FlowSpec):
    p = Parameter('p', default=9)
    q = Parameter('q', default='new')
    @step
    def start(self):
        self.next(self.mid)

    @step
    def mid(self):
        self.next(self.fin)

    @step
    def fin(self):
        print(self.p)
        print(self.q)
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    R()
