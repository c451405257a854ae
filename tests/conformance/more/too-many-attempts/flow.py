from metaflow import FlowSpec, step, retry, catch, timeout, current, Parameter, JSONType, card, environment, resources

import os
class M(FlowSpec):
    @catch(var='e')
    @retry(times=4, minutes_between_retries=0)
    @step
    def start(self):
        os._exit(1)
        self.next(self.end)

    @step
    def end(self):
        print(self.e.exception)


if __name__ == "__main__":
    M()
