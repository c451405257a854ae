/**
 * Machines that go away: spot interruption, eviction, a metadata service that is down.
 *
 * None of it is the fault of the code, and no line of it can see it coming. That is what @retry
 * is for. The failure plan beside this tab says what happens to whom.
 */

import { FlowSpec, retry, sleep, step } from 'faultline'
import type { Inputs } from 'faultline'

const SCORES: Record<string, number> = { mean: 0.71, line: 0.84, tree: 0.91 }

export default class SpotMachines extends FlowSpec {
  declare readonly input: string
  declare models: string[]
  declare model: string
  declare score: number
  declare scores: Record<string, number>
  declare best: string

  @step() start() {
    this.next(this.load)
  }

  // The first attempt dies before its code begins: the metadata service does not answer.
  @retry({ times: 2, minutesBetweenRetries: 1 })
  @step() load() {
    this.models = Object.keys(SCORES)
    this.next(this.train, { foreach: 'models' })
  }

  // A killed worker throws nothing: there is no error, no stack, and @catchError would
  // have nothing to keep. What the attempt had set is lost, so the next one starts anew,
  // from the same inputs. Short steps lose less.
  @retry({ times: 3, minutesBetweenRetries: 1 })
  @step() async train() {
    console.log('training', this.input)
    await sleep(20)
    this.model = this.input
    this.score = SCORES[this.model] ?? 0
    this.next(this.choose)
  }

  @step() choose(inputs: Inputs<SpotMachines>) {
    this.scores = {}
    this.best = ''
    for (const one of inputs) {
      if (this.best === '' || one.score > (this.scores[this.best] ?? 0)) this.best = one.model
      this.scores[one.model] = one.score
    }
    this.next(this.end)
  }

  @step() end() {
    console.log(Object.keys(this.scores).length, 'models on machines that may go away at any time')
    console.log('best:', this.best, this.scores[this.best])
  }
}
