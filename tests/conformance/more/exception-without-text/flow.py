from metaflow import FlowSpec, step, retry, catch, timeout, current, Parameter, JSONType, card, environment, resources

class BadStr(Exception):
    def __str__(self):
        raise RuntimeError('no text')

class Odd(FlowSpec):
    @retry(times=1, minutes_between_retries=0)
    @step
    def start(self):
        self.before = 1
        raise BadStr('x')
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    Odd()
