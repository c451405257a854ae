from metaflow import FlowSpec, step, retry, catch, timeout, current, Parameter, JSONType, card, environment, resources

import time
class C(FlowSpec):
    @step
    def start(self):
        self.xs = ['ok', 'flaky', 'slow', 'dead']
        self.next(self.w, foreach='xs')

    @catch(var='err')
    @timeout(seconds=1)
    @retry(times=1, minutes_between_retries=0)
    @step
    def w(self):
        self.n = current.retry_count
        self.what = self.input
        if self.input == 'flaky' and self.n == 0:
            raise ValueError('flaky')
        if self.input == 'slow':
            time.sleep(5)
        if self.input == 'dead':
            import os
            os._exit(9)
        self.done = True
        self.next(self.j)

    @step
    def j(self, inputs):
        self.errs = [i.err.type if i.err else None for i in inputs]
        self.texts = [i.err.exception.split(chr(10))[0] if i.err else None for i in inputs]
        self.has = [(hasattr(i, 'done'), getattr(i, 'n', None)) for i in inputs]
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    C()
