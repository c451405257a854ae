from metaflow import FlowSpec, step, retry, catch, timeout, current, Parameter, JSONType, card, environment, resources

class R(FlowSpec):
    p = Parameter('p', default=1)
    K = 'old'

    @step
    def start(self):
        self.a = self.p
        self.next(self.mid)

    @step
    def mid(self):
        self.b = self.a + 1
        self.next(self.fin)

    @step
    def fin(self):
        raise ValueError('fin')
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    R()
