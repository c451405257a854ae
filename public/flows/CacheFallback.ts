/**
 * The price service does not answer. Yesterday's prices are better than none.
 *
 * The failure plan takes the service down for the whole run. Delete the fault and run again.
 */

import { FlowSpec, catchError, step } from 'faultline'
import type { Inputs, MetaflowExceptionWrapper } from 'faultline'

const FRESH = 'https://prices.example.com/today'
const CACHED = 'https://cache.example.com/keys/prices'

async function pricesFrom(url: string): Promise<Record<string, number>> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(3000) })
  if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`)
  return answer.json()
}

export default class CacheFallback extends FlowSpec {
  declare prices: Record<string, number>
  declare age: string
  declare failure: MetaflowExceptionWrapper | null
  declare carelessHasNone: boolean

  @step() start() {
    this.next(this.careful, this.careless)
  }

  // The code knows what to do instead, and says how old the answer is. Without a timeout
  // the call would wait for two minutes before it gave up.
  @step() async careful() {
    try {
      this.prices = await pricesFrom(FRESH)
      this.age = 'fresh'
    } catch (error) {
      console.log('no fresh prices:', (error as Error).name)
      this.prices = await pricesFrom(CACHED)
      this.age = 'a day old'
    }
    this.next(this.join)
  }

  // @catchError knows nothing of caches: the flow goes on, but without prices.
  @catchError({ var: 'failure' })
  @step() async careless() {
    this.prices = await pricesFrom(FRESH)
    this.next(this.join)
  }

  @step() join(inputs: Inputs<CacheFallback>) {
    this.prices = inputs.careful.prices
    this.age = inputs.careful.age
    this.carelessHasNone = inputs.careless.failure !== null
    this.next(this.end)
  }

  @step() end() {
    console.log(`prices, ${this.age}:`, this.prices)
    console.log('the careless step went on without:', this.carelessHasNone)
  }
}
