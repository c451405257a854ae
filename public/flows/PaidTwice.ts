/**
 * An effect before the failure happens again with every retry. Idempotence is the cure.
 *
 * Artifacts of a failed attempt are thrown away. What it did to the world outside is not.
 */

import { FlowSpec, current, retry, step } from 'faultline'

/** The world outside. It remembers the keys of its orders, as real payment services do. */
const bank = {
  pay(euros: number, key: string) {
    console.log(`BANK: order ${key} over ${euros} EUR`)
  },
}

export default class PaidTwice extends FlowSpec {
  declare order: number
  declare receipt: { order: number; euros: number }

  @step() start() {
    this.order = 1007
    this.next(this.careless)
  }

  // Attempt 0 pays and then fails, so attempt 1 pays again, and each order has a key of its own.
  // The failure plan loses the artifacts of attempt 1, too.
  // Nothing in the run looks wrong. The step succeeded, and the customer paid again.
  @retry({ times: 2, minutesBetweenRetries: 0 })
  @step() careless() {
    bank.pay(20, `${this.order}-attempt-${current.retryCount}`)
    if (current.retryCount === 0) throw new Error('the receipt could not be saved')
    this.next(this.careful)
  }

  // The cure has two halves.
  @retry({ times: 2, minutesBetweenRetries: 0 })
  @step() careful() {
    // First do all that can fail without an effect.
    const receipt = { order: this.order, euros: 20 }

    // Then act under a key that is the same in every attempt, so that the other side
    // can tell a repetition from a second order. Never put the attempt, the time or
    // chance into it; the order, or the run's id, is right.
    bank.pay(receipt.euros, `${this.order}`)

    // It may still fail afterwards, as saving the artifacts may. That is why the key
    // is needed and the order of the lines alone does not do.
    if (current.retryCount === 0) throw new Error('the receipt could not be saved')
    this.receipt = receipt
    this.next(this.end)
  }

  @step() end() {
    console.log('Read the BANK lines above: careless sent order after order, careful one order again.')
    console.log('receipt:', this.receipt)
  }
}
