from metaflow import FlowSpec, step, retry, catch, timeout, current, Parameter, JSONType, card, environment, resources

class Leave(FlowSpec):
    @step
    def start(self):
        self.x = 1
        self.next(self.mid)

    @catch(var='err')
    @retry(times=1, minutes_between_retries=0)
    @step
    def mid(self):
        self.y = current.retry_count
        print('attempt', current.retry_count)
        import os; os._exit(7)
        self.next(self.end)

    @step
    def end(self):
        print(self.err.exception if self.err else None, hasattr(self, 'y'))


if __name__ == "__main__":
    Leave()
