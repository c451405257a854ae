/**
 * An outage passes, a bug stays. @retry is for the first, @catchError for the second.
 *
 * Run it, then look at the two lanes: the second attempt helped one of them.
 */

import { FlowSpec, catchError, current, retry, step } from 'faultline'
import type { MetaflowExceptionWrapper } from 'faultline'

export default class RetryOrCatch extends FlowSpec {
  declare orders: string[]
  declare fourth: string
  declare bugError: MetaflowExceptionWrapper | null

  @step() start() {
    this.next(this.outage)
  }

  // Something outside was down for a moment. Nothing in the code has to change:
  // the same step, run again a little later, goes through.
  @retry({ times: 2, minutesBetweenRetries: 1 })
  @step() outage() {
    if (current.retryCount === 0) throw new Error('the warehouse does not answer')
    this.orders = ['tea', 'salt', 'rice']
    this.next(this.bug)
  }

  // The same input meets the same code, so every attempt fails the same way: the
  // two retries only cost time. @catchError acts after the last of them. It keeps the
  // exception in this.bugError, and the flow goes on.
  @catchError({ var: 'bugError' })
  @retry({ times: 2, minutesBetweenRetries: 1 })
  @step() bug() {
    this.fourth = this.orders[3].toUpperCase()
    this.next(this.end)
  }

  @step() end() {
    // Always ask the variable of @catchError, never a result: this.fourth was not set.
    if (this.bugError) console.log('bug gave up:', this.bugError.exception)
    else console.log('the fourth order is', this.fourth)
    console.log('outage brought', this.orders)
  }
}
