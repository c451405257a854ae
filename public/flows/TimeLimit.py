"""A step that hangs is worse than one that fails: nothing happens, and nobody is told.

@timeout turns the one into the other. What fails can be retried and caught.
"""

import time

from metaflow import FlowSpec, catch, current, retry, step, timeout


class TimeLimit(FlowSpec):
    @step
    def start(self):
        self.next(self.query)

    # Every attempt gets the full five seconds anew. The first one hangs, is interrupted
    # in its sleep, and is retried like any failure.
    @retry(times=1, minutes_between_retries=0)
    @timeout(seconds=5)
    @step
    def query(self):
        wanted = 60 if current.retry_count == 0 else 3
        print(f"This query takes {wanted} s.")
        time.sleep(wanted)
        self.rows = 42
        self.next(self.render)

    # Here it is the same every time. @catch makes a slow extra something the flow can do
    # without: the run ends well, only without a picture.
    @catch(var="too_slow")
    @timeout(seconds=5)
    @step
    def render(self):
        # An `except Exception` around this would swallow the interruption, and the step
        # would go on as if it had time. The alarm rings once.
        time.sleep(60)
        self.picture = "drawn"
        self.next(self.end)

    @step
    def end(self):
        print("rows:", self.rows)
        print("picture:", "none, it took too long" if self.too_slow else self.picture)


if __name__ == "__main__":
    TimeLimit()
