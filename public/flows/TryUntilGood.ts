/**
 * A loop of your own: a step that leads to itself until a condition says otherwise.
 *
 * @retry repeats what *failed*. This repeats what succeeded and was not good enough, and
 * every round is a task of its own, with artifacts that you can look at.
 */

import { FlowSpec, Int, Parameter, step } from 'faultline'

export default class TryUntilGood extends FlowSpec {
  roundsMax = Parameter({ type: Int, default: 6 })

  declare error: number
  declare round: number
  declare verdict: 'again' | 'good' | 'enough'

  @step() start() {
    this.error = 10
    this.round = 0
    this.next(this.refine)
  }

  @step() refine() {
    // Artifacts go from round to round, as from any step to the next.
    this.round += 1
    this.error /= 2
    console.log(`round ${this.round}: error ${this.error.toFixed(2)}`)

    // Always with a way out: Metaflow itself sets no limit to the rounds.
    if (this.error < 0.5) this.verdict = 'good'
    else if (this.round === this.roundsMax) this.verdict = 'enough'
    else this.verdict = 'again'

    // The value of this.verdict chooses the way. A case that it can never have is an error.
    this.next(
      { again: this.refine, good: this.publish, enough: this.giveUp },
      { condition: 'verdict' },
    )
  }

  @step() publish() {
    console.log('published after', this.round, 'rounds')
    this.next(this.end)
  }

  // Give it 3 rounds at most, above the graph, and the flow comes along here.
  @step() giveUp() {
    console.log('still', this.error, 'after', this.round, 'rounds')
    this.next(this.end)
  }

  @step() end() {
    console.log('verdict:', this.verdict)
  }
}
