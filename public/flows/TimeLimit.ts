/**
 * A step that hangs is worse than one that fails: nothing happens, and nobody is told.
 *
 * @timeout turns the one into the other. What fails can be retried and caught.
 */

import { FlowSpec, catchError, current, retry, sleep, step, timeout } from 'faultline'
import type { MetaflowExceptionWrapper } from 'faultline'

export default class TimeLimit extends FlowSpec {
  declare rows: number
  declare picture: string
  declare tooSlow: MetaflowExceptionWrapper | null

  @step() start() {
    this.next(this.query)
  }

  // Every attempt gets the full five seconds anew. The first one hangs, is interrupted
  // in its sleep, and is retried like any failure.
  @retry({ times: 1, minutesBetweenRetries: 0 })
  @timeout({ seconds: 5 })
  @step() async query() {
    const wanted = current.retryCount === 0 ? 60 : 3
    console.log(`This query takes ${wanted} s.`)
    await sleep(wanted)
    this.rows = 42
    this.next(this.render)
  }

  // Here it is the same every time. @catchError makes a slow extra something the flow can do
  // without: the run ends well, only without a picture.
  @catchError({ var: 'tooSlow' })
  @timeout({ seconds: 5 })
  @step() async render() {
    // A `catch` around this would swallow the interruption, and the step would go on as if
    // it had time. The alarm rings once.
    await sleep(60)
    this.picture = 'drawn'
    this.next(this.end)
  }

  @step() end() {
    console.log('rows:', this.rows)
    console.log('picture:', this.tooSlow ? 'none, it took too long' : this.picture)
  }
}
