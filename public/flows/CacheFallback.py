"""The price service does not answer. Yesterday's prices are better than none.

The failure plan takes the service down for the whole run. Delete the fault and run again.
"""

import requests
from metaflow import FlowSpec, catch, step

FRESH = "https://prices.example.com/today"
CACHED = "https://cache.example.com/keys/prices"


class CacheFallback(FlowSpec):
    @step
    def start(self):
        self.next(self.careful, self.careless)

    # The code knows what to do instead, and says how old the answer is. Without a timeout
    # the call would wait for two minutes before it gave up.
    @step
    def careful(self):
        try:
            answer = requests.get(FRESH, timeout=3)
            answer.raise_for_status()
            self.age = "fresh"
        except requests.RequestException as error:
            print("no fresh prices:", type(error).__name__)
            answer = requests.get(CACHED, timeout=3)
            answer.raise_for_status()
            self.age = "a day old"
        self.prices = answer.json()
        self.next(self.join)

    # @catch knows nothing of caches: the flow goes on, but without prices.
    @catch(var="failure")
    @step
    def careless(self):
        answer = requests.get(FRESH, timeout=3)
        answer.raise_for_status()
        self.prices = answer.json()
        self.next(self.join)

    @step
    def join(self, inputs):
        self.prices = inputs.careful.prices
        self.age = inputs.careful.age
        self.careless_has_none = inputs.careless.failure is not None
        self.next(self.end)

    @step
    def end(self):
        print(f"prices, {self.age}: {self.prices}")
        print("the careless step went on without:", self.careless_has_none)


if __name__ == "__main__":
    CacheFallback()
