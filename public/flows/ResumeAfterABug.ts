/**
 * A bug after hours of work. Mend it, press Resume, and the hours are not lost.
 *
 * 1. Run. `report` fails.
 * 2. Mend the line that the marker below points to.
 * 3. Press Resume, beside Run: `load` and every `train` are cloned from the failed run,
 *    and only `report` and what follows it run.
 */

import { FlowSpec, sleep, step } from 'faultline'
import type { Inputs } from 'faultline'

export default class ResumeAfterABug extends FlowSpec {
  declare readonly input: number
  declare sizes: number[]
  declare score: number
  declare scores: number[]
  declare best: number

  @step() start() {
    this.next(this.load)
  }

  @step() async load() {
    // Expensive, and not to be done twice.
    await sleep(20)
    this.sizes = [10, 20, 30]
    this.next(this.train, { foreach: 'sizes' })
  }

  @step() async train() {
    await sleep(15)
    this.score = 1 - 1 / this.input
    this.next(this.compare)
  }

  @step() compare(inputs: Inputs<ResumeAfterABug>) {
    this.scores = [...inputs].map((one) => one.score)
    this.next(this.report)
  }

  @step() report() {
    // The bug: no step before has left a this.score here, only this.scores. The compiler
    // cannot know which steps a flow went through. Mend it with Math.max(…).
    this.best = this.score
    this.next(this.end)
  }

  @step() end() {
    // Resume runs your code as it is now, on the artifacts as they were then.
    console.log('best of', this.scores.length, 'models:', this.best.toFixed(3))
  }
}
