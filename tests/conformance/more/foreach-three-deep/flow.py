from metaflow import FlowSpec, step, retry, catch, timeout, current, Parameter, JSONType, card, environment, resources

class F(FlowSpec):
    @step
    def start(self):
        self.a = ['p', 'q']
        self.next(self.m, foreach='a')

    @step
    def m(self):
        self.b = range(self.index + 1)
        self.next(self.n, foreach='b')

    @step
    def n(self):
        self.c = [True]
        self.tag = (self.input, self.index)
        self.next(self.o, foreach='c')

    @step
    def o(self):
        self.st = self.foreach_stack()
        self.text = str(self)
        self.next(self.left, self.right)

    @step
    def left(self):
        self.l = (self.index, self.input, len(self.foreach_stack()))
        self.next(self.sj)

    @step
    def right(self):
        self.r = str(self)
        self.next(self.sj)

    @step
    def sj(self, inputs):
        self.merge_artifacts(inputs)
        self.sji = (self.index, self.input, str(self))
        self.next(self.j3)

    @step
    def j3(self, inputs):
        self.j3v = [i.tag for i in inputs]
        self.info = (self.index, self.input, self.foreach_stack(), str(self))
        self.next(self.j2)

    @step
    def j2(self, inputs):
        self.j2v = [i.j3v for i in inputs]
        self.info = (self.index, self.input, self.foreach_stack(), str(self))
        self.next(self.j1)

    @step
    def j1(self, inputs):
        self.j1v = [i.j2v for i in inputs]
        self.info = (self.index, self.input, self.foreach_stack(), str(self))
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    F()
