/**
 * Bad input: say so, in words, and do not try again.
 *
 * this.fail exists only here. It ends the attempt with a reason; with retry: false it also gives
 * up the retries that are left, since the data will be as bad in a minute.
 */

import { FlowSpec, Parameter, catchError, retry, step } from 'faultline'
import type { MetaflowExceptionWrapper } from 'faultline'

interface Row {
  price: number
  target?: number
}

const ROWS: Row[] = [
  { price: 4.5, target: 1 },
  { price: 2.25, target: 0 },
]

export default class FailWithWords extends FlowSpec {
  // Switch it off, and run again.
  withoutTarget = Parameter({ type: Boolean, default: true })

  declare rows: Row[]
  declare invalid: MetaflowExceptionWrapper | null
  declare model: number | null

  @step() start() {
    this.rows = this.withoutTarget ? ROWS.map(({ price }) => ({ price })) : ROWS
    this.next(this.validate)
  }

  @catchError({ var: 'invalid' })
  @retry({ times: 2, minutesBetweenRetries: 0 })
  @step() validate() {
    if (!this.rows.every((row) => 'target' in row)) {
      this.fail('Missing target column in input data', { retry: false })
    }
    this.next(this.train)
  }

  @step() train() {
    // @catchError goes on to this very step, whatever happened: the branch is ours to make.
    this.model = null
    if (!this.invalid) {
      this.model = this.rows.reduce((sum, { target = 0 }) => sum + target, 0) / this.rows.length
    }
    this.next(this.end)
  }

  @step() end() {
    console.log('model:', this.invalid ? `none, ${this.invalid.exception}` : this.model)
  }
}
