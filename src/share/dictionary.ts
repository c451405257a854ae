/**
 * The preset dictionary of `v1` links: what flows and scenarios are made of, the commonest last. Frozen. A link that was
 * made with it is read with it for ever, so that a single changed character would break them all: `tests` hold its hash.
 */
export const DICTIONARY_1 = `"language":"typescript","fileName":"flow.ts","parameters":{"alpha":0.1,"items":10},"files":{"data.csv":"","user":"tester","maxWorkers":1,"command":["resume","run","--with","retry","--max-workers","4","--tag"],"platform":{"name":"batch","name":"local","startup":12,"duration":1,"slots":8,"waits":true,"failures":[{"kind":"spot-interruption","probability":0.1}]},"services":[{"name":"api","pattern":"https://api.example.com/*","latency":0.3,"failureRate":0.2,"failure":"timeout","rateLimit":{"calls":5,"per":1},"response":{"status":200,"headers":{"content-type":"application/json"},"body":{"message":"ok"}},"routes":[{"method":"GET","path":"/items/*","cutAfter":1000,"cutRate":0.5}]}],"faults":[{"id":"fault-1","kind":"eviction","step":"train","foreach":[0],"attempts":"every","moment":"before"},{"kind":"out-of-memory","step":"*","attempts":[0,2],"moment":{"at":10,"of":"code"}},{"kind":"metadata-unavailable","step":"start"},{"kind":"datastore-unavailable","step":"join"},{"kind":"network-blip","seconds":10},{"kind":"service","service":{"name":"api","answer":503}},{"kind":"bad-input","input":{"name":"data","change":"missing","key":""}},{"kind":"slow","probability":0.5,"attempts":1},{"kind":"code-bug","exception":{"type":"ValueError","message":""}},{"kind":"spot-interruption","step":"
{"digest":"","marks":"","engine":"faultline 0.1.0, pyodide 314.0.7","look":{"at":"step":"task":"run":{"id":"outcome":"succeeded","failed","cancelled","headline":null,"message":null,"startedAt":"2026-01-01T00:00:00.000Z","reproducible":true,"preamble":["Metaflow 2.","setup":{"configs":{},"tags":[],"maxNumSplits":100,"maxLogBytes":10000000,"withDecorators":[],"clones":[],"cloneProblems":[],"originRunId":null,"shapes":["run-started,runId,flowName,originRunId,parameters","attempt-started,taskId,frames,fallback","output,stream,by,lines","attempt-succeeded,artifacts,transition,caught,cards","attempt-failed,failure,artifacts","wait-ended","task-cloned,taskId,originTaskId,frames,artifacts,transition,caught","metadata-set,key,value","card-refreshed,card","run-succeeded","run-failed,headline,message","shape":[0,1,2,3,"step":[null,"at":[0,2000000,0,1000000,"foreach":[],"round":[],"attempt":[0,"n":[0,1,2,"refs":{"name":["hash":"sizeBytes":["type":["str","int","bool","NoneType","dict","list","float"],"frames":[[]],"transitions":[{"targets":["end"],"foreach":null}],"stream":"stdout","by":"code","lines":[""cause":"user","exception":"RuntimeError","exitCode":1,"retry":true,"traceback":[{"file":"flow.py","line":1,"name":"own":true}],"previews":[
import { FlowSpec, Parameter, card, catchError, retry, step } from 'faultline'
import type { MetaflowExceptionWrapper } from 'faultline'

export default class FailureHandlingFlow extends FlowSpec {
  simulateApiFailure = Parameter({ type: Boolean, default: true })
  simulateCodeBug = Parameter({ type: Boolean, default: false })

  declare apiData: { message: string }
  declare result: string
  declare errorInfo: MetaflowExceptionWrapper | null

  @step() start() {
    console.log('🚀 Starting the flow.')
    this.next(this.apiCall)
  }

  // Retry up to 3 times on failure (e.g. network)
  @retry({ times: 3, minutesBetweenRetries: 0.03 }) // ~2 seconds
  @step() apiCall() {
    console.log('🔄 Simulating API call...')
    if (this.simulateApiFailure && Math.random() < 0.7) {
      throw new Error('💥 API request failed! Retrying...')
    }
    console.log('✅ API call succeeded.')
    this.apiData = { message: 'API call successful' }
    this.next(this.riskyLogic)
  }

  // Catch unexpected logic bugs and fallback
  @catchError({ var: 'errorInfo' })
  @step() riskyLogic() {
    console.log('🤖 Running some logic with potential bugs...')
    if (this.simulateCodeBug) {
      throw new TypeError('🐛 Logic bug occurred!')
    }
    this.result = 'Success!'
    this.next(this.summarize)
  }

  // Generate a card with the outcome
  @card()
  @step() summarize() {
    if (Object.hasOwn(this, 'errorInfo')) {
      console.log('📝 Step failed but caught: ', this.errorInfo)
    } else {
      console.log('🎉 Logic succeeded:', this.result)
    }

    console.log('📦 API Data:', this.apiData)
    this.next(this.end)
  }

  @step() end() {
    console.log('🏁 Flow completed.')
  }
}

Artifacts of a failed attempt are thrown away. What it did to the world outside is not.
from metaflow import FlowSpec, current, retry, step
class Bank:
    def pay(self, euros, key):
        print(f"BANK: order {key} over {euros} EUR")
class PaidTwice(FlowSpec):
    def start(self):
        self.order = 1007
        self.next(self.careless)
    @retry(times=1, minutes_between_retries=0)
    def careless(self):
        Bank().pay(20, key=f"{self.order}-attempt-{current.retry_count}")
        if current.retry_count == 0:
            raise ConnectionError("the receipt could not be saved")
        self.next(self.careful)
    def careful(self):
        receipt = {"order": self.order, "euros": 20}
        Bank().pay(receipt["euros"], key=f"{self.order}")
        self.receipt = receipt
        self.next(self.end)
    def end(self):
        print("Read the BANK lines above: careless sent two orders, careful one order twice.")
        print("receipt:", self.receipt)
if __name__ == "__main__":
    PaidTwice()
Open the Cards tab while it runs. A card is also what is left to look at when a step has
failed: set \`epochs\` to 8, and the chart shows how far it came.
import random
import time
from metaflow import FlowSpec, Parameter, card, catch, current, step
from metaflow.cards import Markdown, ProgressBar, Table, VegaChart
def loss_chart(losses):
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": 360,
        "height": 160,
        "mark": {"type": "line", "point": True},
        "encoding": {
            "x": {"field": "epoch", "type": "quantitative", "axis": {"tickMinStep": 1}},
            "y": {"field": "loss", "type": "quantitative"},
class WatchItLearn(FlowSpec):
    epochs = Parameter("epochs", type=int, default=6)
        self.next(self.train)
    @catch(var="diverged")
    @card(type="blank", refresh_interval=1)
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
            bar.update(epoch)
            chart.update(loss_chart(self.losses))
            current.card.refresh()
        self.next(self.summary)
    @card(type="blank")
    def summary(self):
        best = min(self.losses)
        current.card.append(Table(rows, headers=["Epoch", "Loss", ""]))
        print("diverged" if self.diverged else "learned", "in", len(self.losses), "epochs")
    WatchItLearn()
The two files are in the tabs beside this one. Edit them, or add your own with + File.
import csv
import io
from metaflow import Config, FlowSpec, IncludeFile, step
class PricesFromAFile(FlowSpec):
    prices = IncludeFile("prices", default="prices.csv", help="item,price")
    limits = Config("limits", default="limits.json")
        self.rows = list(csv.DictReader(io.StringIO(self.prices)))
        print("read", len(self.rows), "rows")
        self.next(self.check)
    def check(self):
        for line, row in enumerate(self.rows, start=2):
                row["price"] = float(row["price"])
            except ValueError:
                raise ValueError(f"prices.csv, line {line}: {row['price']!r} is no price") from None
        self.dear = [row["item"] for row in self.rows if row["price"] > self.limits.price.high]
        print("above", self.limits.price.high, self.limits.currency, "are", self.dear)
    PricesFromAFile()
On your own machine you might write this with pandas. This page has Python's standard
library only, and a list of dicts, one dict a row, takes the same checks.
from metaflow import FlowSpec, Parameter, catch, step
ROWS = [
    {"item": "tea", "price": 4.5, "count": 10},
    {"item": "salt", "price": None, "count": 3},
    {"item": "rice", "price": 2.25, "count": -1},
def problems_of(rows):
    problems = []
    for place, row in enumerate(rows):
        if row["price"] is None:
            problems.append(f"row {place}: {row['item']} has no price")
        if row["count"] < 0:
            problems.append(f"row {place}: {row['item']} counts {row['count']}")
    seen = set()
        key = tuple(row.values())
        if key in seen:
            problems.append(f"row {place}: {row['item']} is there twice")
        seen.add(key)
    return problems
class CheckTheRows(FlowSpec):
    bad_rows = Parameter("bad_rows", type=bool, default=True)
        self.rows = ROWS if self.bad_rows else ROWS[:1]
        self.next(self.validate)
    @catch(var="invalid")
    def validate(self):
        problems = problems_of(self.rows)
        if problems:
            raise ValueError("; ".join(problems))
        self.next(self.report)
    def report(self):
        self.total = None
        if not self.invalid:
            self.total = sum(row["price"] * row["count"] for row in self.rows)
        if self.invalid:
            print("No total. Please mend", self.invalid.exception)
            print("The stock is worth", self.total)
    CheckTheRows()
@retry repeats what *failed*. This repeats what succeeded and was not good enough, and
every round is a task of its own, with artifacts that you can look at.
from metaflow import FlowSpec, Parameter, step
class TryUntilGood(FlowSpec):
    rounds_max = Parameter("rounds_max", type=int, default=6)
        self.error = 10.0
        self.round = 0
        self.next(self.refine)
    def refine(self):
        self.round += 1
        self.error /= 2
        print(f"round {self.round}: error {self.error:.2f}")
        if self.error < 0.5:
            self.verdict = "good"
        elif self.round == self.rounds_max:
            self.verdict = "enough"
            self.verdict = "again"
        self.next(
            {"again": self.refine, "good": self.publish, "enough": self.give_up},
            condition="verdict",
    def publish(self):
        print("published after", self.round, "rounds")
    def give_up(self):
        print("still", self.error, "after", self.round, "rounds")
        print("verdict:", self.verdict)
    TryUntilGood()
@timeout turns the one into the other. What fails can be retried and caught.
from metaflow import FlowSpec, catch, current, retry, step, timeout
class TimeLimit(FlowSpec):
        self.next(self.query)
    @timeout(seconds=5)
    def query(self):
        wanted = 60 if current.retry_count == 0 else 3
        print(f"This query takes {wanted} s.")
        time.sleep(wanted)
        self.rows = 42
        self.next(self.render)
    @catch(var="too_slow")
    def render(self):
        time.sleep(60)
        self.picture = "drawn"
        print("rows:", self.rows)
        print("picture:", "none, it took too long" if self.too_slow else self.picture)
    TimeLimit()
Each level needs a join of its own. One item of the inner level fails for good, and only
its own model goes without a score.
from metaflow import FlowSpec, catch, step
class NestedForeach(FlowSpec):
        self.models = ["mean", "line", "tree"]
        self.next(self.model, foreach="models")
    def model(self):
        self.name_of_model = self.input
        self.folds = [1, 2, 3, 4]
        self.next(self.evaluate, foreach="folds")
    @catch(var="error")
    def evaluate(self):
        if self.name_of_model == "line" and self.input == 3:
            raise ZeroDivisionError("all x are equal in fold 3")
        self.score = round(0.6 + len(self.name_of_model) / 50 + self.input / 100, 2)
        self.next(self.join_folds)
    def join_folds(self, inputs):
        tasks = list(inputs)
        self.name_of_model = tasks[0].name_of_model
        self.failed = sum(1 for one in tasks if one.error)
        scores = [one.score for one in tasks if not one.error]
        self.mean = None if self.failed else round(sum(scores) / len(scores), 3)
        self.next(self.join_models)
    def join_models(self, inputs):
        self.means = {one.name_of_model: one.mean for one in inputs}
        for name, mean in self.means.items():
            print(f"{name}: {'a fold failed' if mean is None else mean}")
    NestedForeach()
A join starts with nothing on self but parameters. merge_artifacts brings the rest over,
and refuses to guess.
from metaflow import FlowSpec, step
class MergeBranches(FlowSpec):
        self.rows = [3, 1, 2]
        self.next(self.quick, self.careful)
    def quick(self):
        self.model = "mean"
        self.score = 0.71
        self.seconds_quick = 2
        self.next(self.choose)
        self.model = "tree"
        self.score = 0.84
        self.seconds_careful = 90
    def choose(self, inputs):
        best = max((inputs.quick, inputs.careful), key=lambda one: one.score)
        self.model = best.model
        self.score = best.score
        self.merge_artifacts(inputs, exclude=["seconds_quick"])
        print("chosen:", self.model, self.score)
        print("merged:", self.rows, "and", self.seconds_careful, "s of work")
        print("seconds_quick came along:", hasattr(self, "seconds_quick"))
    MergeBranches()
Without @catch, one bad city would end the whole run. With it, each task keeps its own
error, and the join sorts them.
from metaflow import FlowSpec, catch, retry, step
READINGS = {
    "Lisbon": [18, 21, 19],
    "Oslo": [],
    "Quito": [14, 13, 15],
    "Delhi": [31, "n/a", 33],
    "Perth": [24, 26, 25],
class SomeItemsFail(FlowSpec):
        self.cities = list(READINGS)
        self.next(self.average, foreach="cities")
    def average(self):
        self.city = self.input
        readings = READINGS[self.city]
        self.mean = sum(readings) / len(readings)
        self.next(self.collect)
    def collect(self, inputs):
        self.means = {one.city: one.mean for one in inputs if not one.error}
        self.errors = {one.city: one.error.exception for one in inputs if one.error}
        for city, mean in self.means.items():
            print(f"{city}: {mean:.1f} degrees")
        for city, error in self.errors.items():
            print(f"{city}: left out, {error}")
    SomeItemsFail()
Run it, then look at the two lanes: the second attempt helped one of them.
from metaflow import FlowSpec, catch, current, retry, step
class RetryOrCatch(FlowSpec):
        self.next(self.outage)
    @retry(times=2, minutes_between_retries=1)
    def outage(self):
            raise ConnectionError("the warehouse does not answer")
        self.orders = ["tea", "salt", "rice"]
        self.next(self.bug)
    @catch(var="bug_error")
    def bug(self):
        self.fourth = self.orders[3]
        if self.bug_error:
            print("bug gave up:", self.bug_error.exception)
            print("the fourth order is", self.fourth)
        print("outage brought", self.orders)
    RetryOrCatch()
1. Run. \`report\` fails.
2. Mend the line that the marker below points to.
3. Press Resume, beside Run: \`load\` and every \`train\` are cloned from the failed run,
   and only \`report\` and what follows it run.
class ResumeAfterABug(FlowSpec):
        self.next(self.load)
    def load(self):
        time.sleep(20)
        self.sizes = [10, 20, 30]
        self.next(self.train, foreach="sizes")
        time.sleep(15)
        self.score = 1 - 1 / self.input
        self.next(self.compare)
    def compare(self, inputs):
        self.scores = [one.score for one in inputs]
        self.best = self.score
        print("best of", len(self.scores), "models:", round(self.best, 3))
    ResumeAfterABug()
import { FlowSpec, step, retry, catch_, card, Parameter } from 'faultline';
from metaflow import FlowSpec, step, current, Parameter, JSONType, IncludeFile, Config, retry, timeout, resources, kubernetes, batch, environment, schedule, project, pypi, conda, secrets, exit_hook, parallel
from metaflow.cards import Markdown, Table, Image, VegaChart, ProgressBar, Artifact
import json, os, sys, math, csv, requests, datetime
    @timeout(seconds=30)
    @resources(memory=4096, cpu=2)
    @kubernetes(memory=
    @pypi(packages={"pandas": "2.2.2", "scikit-learn": "1.5.0"})
        self.next(self.train, foreach="items")
        self.next(self.train_a, self.train_b)
        self.merge_artifacts(inputs, exclude=["
        self.results = [inp.result for inp in inputs]
    def join(self, inputs):
        current.card.append(Markdown(f"# 
        return
        try:
        except Exception as e:
        for i in range(
        with open(
        if not self.
        print(f"
[1,{"fileName":"FailureHandlingFlow.py","seed":11,"parameters":{"simulate_api_failure":true,"simulate_code_bug":false},"faults":[{"kind":"spot-interruption","step":"api_call"}]}]
from metaflow import FlowSpec, step, retry, catch, card, Parameter
import random
import time

class FailureHandlingFlow(FlowSpec):

    simulate_api_failure = Parameter("simulate_api_failure", type=bool, default=True)
    simulate_code_bug = Parameter("simulate_code_bug", type=bool, default=False)

    @step
    def start(self):
        print("🚀 Starting the flow.")
        self.next(self.api_call)

    # Retry up to 3 times on failure (e.g. network)
    @retry(times=3, minutes_between_retries=0.03)  # ~2 seconds
    @step
    def api_call(self):
        print("🔄 Simulating API call...")
        if self.simulate_api_failure and random.random() < 0.7:
            raise RuntimeError("💥 API request failed! Retrying...")
        print("✅ API call succeeded.")
        self.api_data = {"message": "API call successful"}
        self.next(self.risky_logic)

    # Catch unexpected logic bugs and fallback
    @catch(var="error_info")
    @step
    def risky_logic(self):
        print("🤖 Running some logic with potential bugs...")
        if self.simulate_code_bug:
            raise ValueError("🐛 Logic bug occurred!")
        self.result = "Success!"
        self.next(self.summarize)

    # Generate a card with the outcome
    @card
    @step
    def summarize(self):
        if hasattr(self, "error_info"):
            print("📝 Step failed but caught: ", self.error_info)
        else:
            print("🎉 Logic succeeded:", self.result)

        print("📦 API Data:", self.api_data)
        self.next(self.end)

    @step
    def end(self):
        print("🏁 Flow completed.")

if __name__ == "__main__":
    FailureHandlingFlow()
`;
