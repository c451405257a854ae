from metaflow import FlowSpec, step, retry, catch, timeout, current, Parameter, JSONType, card, environment, resources

class R(FlowSpec):
    p = Parameter('p', default=1)
    K = 'new'

    @step
    def start(self):
        self.a = 'changed'
        self.next(self.mid)

    @step
    def mid(self):
        self.next(self.fin)

    @step
    def fin(self):
        self.k = self.K
        self.next(self.extra)

    @step
    def extra(self):
        self.e = (self.a, self.b, self.p, self.k)
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    R()
