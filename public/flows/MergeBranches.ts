/**
 * Two branches meet. What they agree on is merged, where they differ you decide.
 *
 * A join starts with nothing on this but parameters. mergeArtifacts brings the rest over,
 * and refuses to guess.
 */

import { FlowSpec, step } from 'faultline'
import type { Inputs } from 'faultline'

export default class MergeBranches extends FlowSpec {
  declare rows: number[]
  declare model: string
  declare score: number
  declare secondsQuick: number
  declare secondsCareful: number

  @step() start() {
    this.rows = [3, 1, 2]
    // Both branches run at the same time, each with its own copy of the artifacts.
    this.next(this.quick, this.careful)
  }

  @step() quick() {
    this.model = 'mean'
    this.score = 0.71
    this.secondsQuick = 2
    this.next(this.choose)
  }

  @step() careful() {
    this.model = 'tree'
    this.score = 0.84
    this.secondsCareful = 90
    this.next(this.choose)
  }

  @step() choose(inputs: Inputs<MergeBranches>) {
    // By name, never by place: the order of `inputs` is left open after a split.
    const { quick, careful } = inputs
    const best = quick.score > careful.score ? quick : careful

    // `model` and `score` differ between the branches. Set here, before the merge,
    // they are decided. Take these two lines away to read Metaflow's refusal.
    this.model = best.model
    this.score = best.score

    // Brings over `rows`, which is the same in both, and what only one branch has.
    this.mergeArtifacts(inputs, { exclude: ['secondsQuick'] })
    this.next(this.end)
  }

  @step() end() {
    console.log('chosen:', this.model, this.score)
    console.log('merged:', this.rows, 'and', this.secondsCareful, 's of work')
    console.log('secondsQuick came along:', Object.hasOwn(this, 'secondsQuick'))
  }
}
