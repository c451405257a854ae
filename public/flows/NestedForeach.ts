/**
 * A foreach within a foreach: every model, on every fold of the data.
 *
 * Each level needs a join of its own. One item of the inner level fails for good, and only
 * its own model goes without a score.
 */

import { FlowSpec, catchError, step } from 'faultline'
import type { Inputs, MetaflowExceptionWrapper } from 'faultline'

export default class NestedForeach extends FlowSpec {
  declare readonly input: string | number
  declare models: string[]
  declare nameOfModel: string
  declare folds: number[]
  declare error: MetaflowExceptionWrapper | null
  declare score: number
  declare failed: number
  declare mean: number | null
  declare means: Map<string, number | null>

  @step() start() {
    this.models = ['mean', 'line', 'tree']
    this.next(this.model, { foreach: 'models' })
  }

  @step() model() {
    // Keep what you need later: within the inner foreach, this.input is the fold.
    this.nameOfModel = String(this.input)
    this.folds = [1, 2, 3, 4]
    this.next(this.evaluate, { foreach: 'folds' })
  }

  // Twelve tasks, three models times four folds. They run at the same time as far as
  // the platform has slots.
  @catchError({ var: 'error' })
  @step() evaluate() {
    const fold = Number(this.input)
    if (this.nameOfModel === 'line' && fold === 3) {
      throw new RangeError('all x are equal in fold 3')
    }
    this.score = Number((0.6 + this.nameOfModel.length / 50 + fold / 100).toFixed(2))
    this.next(this.joinFolds)
  }

  // Once for each model: the inner join ends the inner foreach only.
  @step() joinFolds(inputs: Inputs<NestedForeach>) {
    const tasks = [...inputs]
    this.nameOfModel = tasks[0].nameOfModel
    this.failed = tasks.filter((one) => one.error).length
    const scores = tasks.filter((one) => !one.error).map((one) => one.score)
    // A mean over three folds is no match for one over four: better none.
    const sum = scores.reduce((total, score) => total + score, 0)
    this.mean = this.failed > 0 ? null : Number((sum / scores.length).toFixed(3))
    this.next(this.joinModels)
  }

  @step() joinModels(inputs: Inputs<NestedForeach>) {
    // Artifacts may be maps, sets and dates, and may contain themselves.
    this.means = new Map([...inputs].map((one) => [one.nameOfModel, one.mean]))
    this.next(this.end)
  }

  @step() end() {
    for (const [name, mean] of this.means) console.log(`${name}: ${mean ?? 'a fold failed'}`)
  }
}
