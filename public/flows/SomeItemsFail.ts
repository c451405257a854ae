/**
 * A foreach in which some items fail, and the rest are still worth having.
 *
 * Without @catchError, one bad city would end the whole run. With it, each task keeps its own
 * error, and the join sorts them.
 */

import { FlowSpec, catchError, retry, step } from 'faultline'
import type { Inputs, MetaflowExceptionWrapper } from 'faultline'

const READINGS = new Map<string, unknown[]>([
  ['Lisbon', [18, 21, 19]],
  ['Oslo', []],
  ['Quito', [14, 13, 15]],
  ['Delhi', [31, 'n/a', 33]],
  ['Perth', [24, 26, 25]],
])

/** JavaScript would go on with NaN: 1 / 0 and 31 + 'n/a' are no errors to it. */
function meanOf(readings: unknown[]): number {
  if (readings.length === 0) throw new RangeError('division by zero')
  let sum = 0
  for (const reading of readings) {
    if (typeof reading !== 'number') throw new TypeError(`${reading} is no number`)
    sum += reading
  }
  return sum / readings.length
}

export default class SomeItemsFail extends FlowSpec {
  declare readonly input: string
  declare cities: string[]
  declare city: string
  declare mean: number
  declare error: MetaflowExceptionWrapper | null
  declare means: [city: string, mean: number][]
  declare errors: [city: string, error: string][]

  @step() start() {
    this.cities = [...READINGS.keys()]
    // One task of `average` for each city; its city is in this.input.
    this.next(this.average, { foreach: 'cities' })
  }

  // @catchError stands on the step that works on one item. On the step above, the one that
  // makes the foreach, Metaflow does not allow it.
  @catchError({ var: 'error' })
  @retry({ times: 1, minutesBetweenRetries: 0 })
  @step() average() {
    // Set before anything can fail: what a step set up to then is kept by @catchError.
    this.city = this.input
    this.mean = meanOf(READINGS.get(this.city) ?? [])
    this.next(this.collect)
  }

  @step() collect(inputs: Inputs<SomeItemsFail>) {
    this.means = []
    this.errors = []
    for (const one of inputs) {
      // `error` is null where the task went well. Ask for it first: where it is not
      // null, `mean` was never set.
      if (one.error) this.errors.push([one.city, one.error.exception])
      else this.means.push([one.city, one.mean])
    }
    this.next(this.end)
  }

  @step() end() {
    for (const [city, mean] of this.means) console.log(`${city}: ${mean.toFixed(1)} degrees`)
    for (const [city, error] of this.errors) console.log(`${city}: left out, ${error}`)
  }
}
