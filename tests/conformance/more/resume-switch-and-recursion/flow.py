from metaflow import FlowSpec, step, retry, catch, timeout, current, Parameter, JSONType, card, environment, resources

class R(FlowSpec):
    pick = Parameter('pick', default='x')

    @step
    def start(self):
        self.c = self.pick
        self.next({'x': self.x, 'y': self.y}, condition='c')

    @step
    def x(self):
        self.via = 'x'
        self.next(self.loop)

    @step
    def y(self):
        self.via = 'y'
        self.next(self.loop)

    @step
    def loop(self):
        self.n = getattr(self, 'n', 0) + 1
        self.state = 'again' if self.n < 4 else 'stop'
        print('round', self.n)
        if self.n == 3: raise ValueError('third')
        self.next({'again': self.loop, 'stop': self.end}, condition='state')

    @step
    def end(self):
        pass
        print(self.via, self.n)


if __name__ == "__main__":
    R()
