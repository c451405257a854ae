"""An outage passes, a bug stays. @retry is for the first, @catch for the second.

Run it, then look at the two lanes: the second attempt helped one of them.
"""

from metaflow import FlowSpec, catch, current, retry, step


class RetryOrCatch(FlowSpec):
    @step
    def start(self):
        self.next(self.outage)

    # Something outside was down for a moment. Nothing in the code has to change:
    # the same step, run again a little later, goes through.
    @retry(times=2, minutes_between_retries=1)
    @step
    def outage(self):
        if current.retry_count == 0:
            raise ConnectionError("the warehouse does not answer")
        self.orders = ["tea", "salt", "rice"]
        self.next(self.bug)

    # The same input meets the same code, so every attempt fails the same way: the
    # two retries only cost time. @catch acts after the last of them. It keeps the
    # exception in self.bug_error, and the flow goes on.
    @catch(var="bug_error")
    @retry(times=2, minutes_between_retries=1)
    @step
    def bug(self):
        self.fourth = self.orders[3]
        self.next(self.end)

    @step
    def end(self):
        # Always ask the variable of @catch, never a result: self.fourth was not set.
        if self.bug_error:
            print("bug gave up:", self.bug_error.exception)
        else:
            print("the fourth order is", self.fourth)
        print("outage brought", self.orders)


if __name__ == "__main__":
    RetryOrCatch()
