from metaflow import FlowSpec, step, retry, catch, timeout, current, Parameter, JSONType, card, environment, resources

class S(FlowSpec):
    @step
    def start(self):
        self.xs = [1, 3]
        self.next(self.pre, foreach='xs')

    @step
    def pre(self):
        self.n = 0
        self.next(self.w)

    @retry(times=1, minutes_between_retries=0)
    @step
    def w(self):
        self.n += 1
        self.rc = current.retry_count
        if self.n == 2 and self.rc == 0: raise ValueError('n2')
        self.go = 'on' if self.n < self.input else 'off'
        self.next({'on': self.w, 'off': self.post}, condition='go')

    @step
    def post(self):
        self.last = self.rc
        self.next(self.j)

    @step
    def j(self, inputs):
        self.rs = [(i.n, i.last) for i in inputs]
        self.next(self.end)

    @step
    def end(self):
        if current.origin_run_id is None: raise ValueError('end')


if __name__ == "__main__":
    S()
