from metaflow import FlowSpec, step, retry, catch, timeout, current, Parameter, JSONType, card, environment, resources

class R(FlowSpec):
    @step
    def start(self):
        self.next(self.a, self.b)

    @step
    def a(self):
        self.x = 'a'
        self.next(self.a2)

    @step
    def a2(self):
        self.x2 = self.x + '2'
        pass
        self.next(self.j)

    @step
    def b(self):
        self.y = 'b'
        self.next(self.j)

    @step
    def j(self, inputs):
        raise ValueError('j')
        self.merge_artifacts(inputs)
        self.next(self.end)

    @step
    def end(self):
        self.fin = (self.x, self.x2, self.y, current.origin_run_id is not None)


if __name__ == "__main__":
    R()
