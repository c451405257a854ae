/**
 * Bad rows: check the data where it comes in, and fail with words that help.
 *
 * The compiler cannot do this for you: data comes in while the flow runs, and has the types that
 * somebody hoped for.
 */

import { FlowSpec, Parameter, catchError, step } from 'faultline'
import type { MetaflowExceptionWrapper } from 'faultline'

interface Row {
  item: string
  price: number | null
  count: number
}

const ROWS: Row[] = [
  { item: 'tea', price: 4.5, count: 10 },
  { item: 'salt', price: null, count: 3 },
  { item: 'rice', price: 2.25, count: -1 },
  { item: 'tea', price: 4.5, count: 10 },
]

/** What is wrong with the rows, one sentence each. */
function problemsOf(rows: Row[]): string[] {
  const problems: string[] = []

  for (const [place, row] of rows.entries()) {
    if (row.price === null) problems.push(`row ${place}: ${row.item} has no price`)
  }

  for (const [place, row] of rows.entries()) {
    if (row.count < 0) problems.push(`row ${place}: ${row.item} counts ${row.count}`)
  }

  // Two rows of the same content are two objects: compare what is in them.
  const seen = new Set<string>()
  for (const [place, row] of rows.entries()) {
    const key = JSON.stringify(Object.values(row))
    if (seen.has(key)) problems.push(`row ${place}: ${row.item} is there twice`)
    seen.add(key)
  }

  return problems
}

export default class CheckTheRows extends FlowSpec {
  // Switch it off, and run again.
  badRows = Parameter({ type: Boolean, default: true })

  declare rows: Row[]
  declare invalid: MetaflowExceptionWrapper | null
  declare total: number | null

  @step() start() {
    this.rows = this.badRows ? ROWS : ROWS.slice(0, 1)
    this.next(this.validate)
  }

  // No @retry: bad data is as bad a minute later. @catchError lets the flow go on and say so.
  @catchError({ var: 'invalid' })
  @step() validate() {
    const problems = problemsOf(this.rows)
    if (problems.length > 0) {
      // All of them at once: whoever mends the data should not need one run a row.
      throw new TypeError(problems.join('; '))
    }
    this.next(this.report)
  }

  @step() report() {
    // Only what passed the check is worked with.
    this.total = null
    if (!this.invalid) {
      this.total = this.rows.reduce((sum, { price, count }) => sum + (price ?? 0) * count, 0)
    }
    this.next(this.end)
  }

  @step() end() {
    if (this.invalid) console.log('No total. Please mend', this.invalid.exception)
    else console.log('The stock is worth', this.total)
  }
}
