from metaflow import FlowSpec, step, retry, catch, timeout, current, Parameter, JSONType, card, environment, resources

class S(FlowSpec):
    @step
    def start(self):
        self.xs = [1, 2, 3]
        self.next(self.w, foreach='xs')

    @step
    def w(self):
        self.kind = self.input % 2 == 1
        self.next({True: self.odd, False: self.even}, condition='kind')

    @step
    def odd(self):
        self.r = ('odd', self.input)
        self.next(self.m)

    @step
    def even(self):
        self.r = ('even', self.input)
        self.next(self.m)

    @step
    def m(self):
        self.q = self.index
        self.next(self.j)

    @step
    def j(self, inputs):
        self.rs = sorted((i.q, i.r) for i in inputs)
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    S()
