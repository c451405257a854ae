"""A card that grows while its step runs: a progress bar, a chart, a table.

Open the Cards tab while it runs. A card is also what is left to look at when a step has
failed: set `epochs` to 8, and the chart shows how far it came.
"""

import random
import time

from metaflow import FlowSpec, Parameter, card, catch, current, step
from metaflow.cards import Markdown, ProgressBar, Table, VegaChart


def loss_chart(losses):
    """A picture in Vega-Lite: data, a mark, and what is drawn on which axis."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": 360,
        "height": 160,
        "data": {"values": [{"epoch": n, "loss": loss} for n, loss in enumerate(losses, start=1)]},
        "mark": {"type": "line", "point": True},
        "encoding": {
            "x": {"field": "epoch", "type": "quantitative", "axis": {"tickMinStep": 1}},
            "y": {"field": "loss", "type": "quantitative"},
        },
    }


class WatchItLearn(FlowSpec):
    epochs = Parameter("epochs", type=int, default=6)

    @step
    def start(self):
        self.next(self.train)

    # refresh_interval says how often, in seconds, the card may be drawn again.
    @catch(var="diverged")
    @card(type="blank", refresh_interval=1)
    @step
    def train(self):
        bar = ProgressBar(max=self.epochs, label="Epochs")
        chart = VegaChart(loss_chart([]))
        current.card.append(Markdown("## Training"))
        current.card.append(bar)
        current.card.append(chart)

        self.losses = []
        for epoch in range(1, self.epochs + 1):
            time.sleep(2)
            loss = 1 / epoch + random.random() / 10
            if epoch > 7:
                raise ArithmeticError("the loss is no number any more")
            self.losses.append(round(loss, 3))

            # Parts of a card are changed in place, and shown at the next refresh.
            bar.update(epoch)
            chart.update(loss_chart(self.losses))
            current.card.refresh()
        self.next(self.summary)

    # A second card, made at the end of its step. Neither can fail a task: a card that
    # cannot be drawn says so in its own place.
    @card(type="blank")
    @step
    def summary(self):
        best = min(self.losses)
        rows = [[n, loss, "best" if loss == best else ""] for n, loss in enumerate(self.losses, start=1)]
        current.card.append(Table(rows, headers=["Epoch", "Loss", ""]))
        self.next(self.end)

    @step
    def end(self):
        print("diverged" if self.diverged else "learned", "in", len(self.losses), "epochs")


if __name__ == "__main__":
    WatchItLearn()
