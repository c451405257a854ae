from metaflow import FlowSpec, step, retry, catch, timeout, current, Parameter, JSONType, card, environment, resources

class Leave(FlowSpec):
    @step
    def start(self):
        self.x = 1
        print('out', flush=True)
        self.next(self.mid)

    @retry(times=1, minutes_between_retries=0)
    @step
    def mid(self):
        self.y = 2
        print('before')
        import sys; sys.exit(0)
        self.next(self.end)

    @step
    def end(self):
        print(self.x, self.y)


if __name__ == "__main__":
    Leave()
