from metaflow import FlowSpec, step, retry, catch, timeout, current, Parameter, JSONType, card, environment, resources

class R(FlowSpec):
    @step
    def start(self):
        self.outer = ['a', 'b']
        self.next(self.mid, foreach='outer')

    @step
    def mid(self):
        self.o = self.input
        self.inner = [1, 2]
        self.next(self.leaf, foreach='inner')

    @step
    def leaf(self):
        self.v = (self.o, self.input)
        print('leaf', self.v, current.origin_run_id is None)
        if self.v == ('b', 1): raise ValueError('b1')
        self.next(self.post)

    @step
    def post(self):
        self.w = self.v
        pass
        self.next(self.j1)

    @step
    def j1(self, inputs):
        self.got = [i.w for i in inputs]
        self.idx = self.index
        pass
        self.next(self.j2)

    @step
    def j2(self, inputs):
        self.all = [i.got for i in inputs]
        self.next(self.end)

    @step
    def end(self):
        print(self.all)


if __name__ == "__main__":
    R()
