from metaflow import FlowSpec, step, retry, catch, timeout, current, Parameter, JSONType, card, environment, resources

class F(FlowSpec):
    items = (7, 8)
    @step
    def start(self):
        self.xs = [1, 2]
        self.next(self.w, foreach='xs')

    @step
    def w(self):
        self.first = self.input
        self.xs = [9, 9, 9]
        self.second = self.input
        self.next(self.w2)

    @step
    def w2(self):
        self.third = self.input
        self.xs = []
        self.next(self.w3)

    @step
    def w3(self):
        try:
            self.fourth = self.input
        except Exception as e:
            self.fourth = type(e).__name__ + ': ' + str(e)
        self.next(self.j)

    @step
    def j(self, inputs):
        self.r = [(i.first, i.second, i.third, i.fourth) for i in inputs]
        self.next(self.k, foreach='items') if False else None
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    F()
