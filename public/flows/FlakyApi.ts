/**
 * An API that answers 503 now and then. Who tries again, the code or the step?
 *
 * The services of this flow are simulated: look at "services" in the failure plan.
 */

import { FlowSpec, retry, sleep, step } from 'faultline'

const URL = 'https://api.example.com/items'

interface Item {
  name: string
  price: number
}

export default class FlakyApi extends FlowSpec {
  declare items: Item[]
  declare prices: number[]

  @step() start() {
    this.next(this.patient)
  }

  // A loop around the call repeats the call and nothing else. Each wait is twice as long
  // as the one before, so that a service in trouble is not made to suffer more.
  @step() async patient() {
    await sleep(30) // Much work, done once.
    let answer = await fetch(URL)
    for (const wait of [1, 2, 4, 8, 16, 32, 64]) {
      if (answer.ok) break
      console.log(`${answer.status} ${answer.statusText}: again in ${wait} s`)
      await sleep(wait)
      answer = await fetch(URL)
    }
    if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`)
    const { items }: { items: Item[] } = await answer.json()
    this.items = items
    this.next(this.again)
  }

  // @retry repeats the step, and so the work before the call. It needs no code, and it
  // helps where the machine itself is lost, which no loop survives.
  @retry({ times: 4, minutesBetweenRetries: 0 })
  @step() async again() {
    await sleep(30) // Much work, done in every attempt.
    const answer = await fetch(URL)
    if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`)
    const { items }: { items: Item[] } = await answer.json()
    this.prices = items.map((item) => item.price)
    this.next(this.end)
  }

  @step() end() {
    console.log('Compare how long the two steps took in the timeline.')
    console.log('items:', this.items.map((item) => item.name), 'prices:', this.prices)
  }
}
