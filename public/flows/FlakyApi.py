"""An API that answers 503 now and then. Who tries again, the code or the step?

The services of this flow are simulated: look at "services" in the failure plan.
"""

import time

import requests
from metaflow import FlowSpec, retry, step

URL = "https://api.example.com/items"


class FlakyApi(FlowSpec):
    @step
    def start(self):
        self.next(self.patient)

    # A loop around the call repeats the call and nothing else. Each wait is twice as long
    # as the one before, so that a service in trouble is not made to suffer more.
    @step
    def patient(self):
        time.sleep(30)  # Much work, done once.
        for wait in [1, 2, 4, 8, 16, 32, 64]:
            answer = requests.get(URL, timeout=5)
            if answer.ok:
                break
            print(f"{answer.status_code} {answer.reason}: again in {wait} s")
            time.sleep(wait)
        answer.raise_for_status()
        self.items = answer.json()["items"]
        self.next(self.again)

    # @retry repeats the step, and so the work before the call. It needs no code, and it
    # helps where the machine itself is lost, which no loop survives.
    @retry(times=4, minutes_between_retries=0)
    @step
    def again(self):
        time.sleep(30)  # Much work, done in every attempt.
        answer = requests.get(URL, timeout=5)
        answer.raise_for_status()
        self.prices = [item["price"] for item in answer.json()["items"]]
        self.next(self.end)

    @step
    def end(self):
        print("Compare how long the two steps took in the timeline.")
        print("items:", [item["name"] for item in self.items], "prices:", self.prices)


if __name__ == "__main__":
    FlakyApi()
