/**
 * Data and settings from files: IncludeFile and Config.
 *
 * The two files are in the tabs beside this one. Edit them, or add your own with + File.
 */

import { Config, FlowSpec, IncludeFile, step } from 'faultline'

interface Limits {
  currency: string
  price: { low: number; high: number }
}

export default class PricesFromAFile extends FlowSpec {
  // Read once, when the run starts, and kept with it as an artifact: a resume uses the
  // file as it was, even when it has changed since. At the prompt: run --prices other.csv
  prices = IncludeFile({ default: 'prices.csv', help: 'item,price' })

  // Known before the run. At the prompt: --config limits other.json run
  limits = Config<Limits>({ default: 'limits.json' })

  declare rows: { item: string; price: string }[]
  declare dear: string[]

  @step() start() {
    // An IncludeFile is the text of the file. What it means is up to you.
    const [, ...lines] = this.prices.trim().split('\n')
    this.rows = lines.map((line) => {
      const [item = '', price = ''] = line.split(',')
      return { item, price }
    })
    console.log('read', this.rows.length, 'rows')
    this.next(this.check)
  }

  @step() check() {
    // Everything in a CSV is text, and Number('n/a') says nothing at all: it gives NaN,
    // and NaN goes a long way before somebody wonders. Say which row it was.
    for (const [place, row] of this.rows.entries()) {
      if (Number.isNaN(Number(row.price))) {
        throw new TypeError(`prices.csv, line ${place + 2}: '${row.price}' is no price`)
      }
    }

    // A Config is read like an object.
    const { high } = this.limits.price
    this.dear = this.rows.filter((row) => Number(row.price) > high).map((row) => row.item)
    this.next(this.end)
  }

  @step() end() {
    console.log('above', this.limits.price.high, this.limits.currency, 'are', this.dear)
  }
}
