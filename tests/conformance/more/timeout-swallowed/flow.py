from metaflow import FlowSpec, step, retry, catch, timeout, current, Parameter, JSONType, card, environment, resources

import time
class C(FlowSpec):
    @timeout(seconds=1)
    @step
    def start(self):
        try:
            time.sleep(3)
            self.r = 'slept'
        except Exception as e:
            self.r = type(e).__name__
            self.text = str(e).split(chr(10))[0]
        time.sleep(1.5)
        self.after = True
        self.next(self.mid)

    @timeout(seconds=1)
    @step
    def mid(self):
        try:
            time.sleep(3)
        finally:
            self.fin = 'ran'
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    C()
