"""An effect before the failure happens again with every retry. Idempotence is the cure.

Artifacts of a failed attempt are thrown away. What it did to the world outside is not.
"""

from metaflow import FlowSpec, current, retry, step


class Bank:
    """The world outside. It remembers the keys of its orders, as real payment services do."""

    def pay(self, euros, key):
        print(f"BANK: order {key} over {euros} EUR")


class PaidTwice(FlowSpec):
    @step
    def start(self):
        self.order = 1007
        self.next(self.careless)

    # Attempt 0 pays and then fails, so attempt 1 pays again, and each order has a key of its own.
    # The failure plan loses the artifacts of attempt 1, too.
    # Nothing in the run looks wrong. The step succeeded, and the customer paid again.
    @retry(times=2, minutes_between_retries=0)
    @step
    def careless(self):
        Bank().pay(20, key=f"{self.order}-attempt-{current.retry_count}")
        if current.retry_count == 0:
            raise ConnectionError("the receipt could not be saved")
        self.next(self.careful)

    # The cure has two halves.
    @retry(times=2, minutes_between_retries=0)
    @step
    def careful(self):
        # First do all that can fail without an effect.
        receipt = {"order": self.order, "euros": 20}

        # Then act under a key that is the same in every attempt, so that the other side
        # can tell a repetition from a second order. Never put the attempt, the time or
        # chance into it; the order, or the run's id, is right.
        Bank().pay(receipt["euros"], key=f"{self.order}")

        # It may still fail afterwards, as saving the artifacts may. That is why the key
        # is needed and the order of the lines alone does not do.
        if current.retry_count == 0:
            raise ConnectionError("the receipt could not be saved")
        self.receipt = receipt
        self.next(self.end)

    @step
    def end(self):
        print("Read the BANK lines above: careless sent order after order, careful one order again.")
        print("receipt:", self.receipt)


if __name__ == "__main__":
    PaidTwice()
