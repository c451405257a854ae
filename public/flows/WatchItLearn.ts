/**
 * A card that grows while its step runs: a progress bar, a chart, a table.
 *
 * Open the Cards tab while it runs. A card is also what is left to look at when a step has
 * failed: set `epochs` to 8, and the chart shows how far it came.
 */

import {
  FlowSpec,
  Int,
  Markdown,
  Parameter,
  ProgressBar,
  Table,
  VegaChart,
  card,
  catchError,
  current,
  sleep,
  step,
} from 'faultline'
import type { MetaflowExceptionWrapper } from 'faultline'

/** A picture in Vega-Lite: data, a mark, and what is drawn on which axis. */
const lossChart = (losses: number[]) => ({
  $schema: 'https://vega.github.io/schema/vega-lite/v5.json',
  width: 360,
  height: 160,
  data: { values: losses.map((loss, place) => ({ epoch: place + 1, loss })) },
  mark: { type: 'line', point: true },
  encoding: {
    x: { field: 'epoch', type: 'quantitative', axis: { tickMinStep: 1 } },
    y: { field: 'loss', type: 'quantitative' },
  },
})

export default class WatchItLearn extends FlowSpec {
  epochs = Parameter({ type: Int, default: 6 })

  declare losses: number[]
  declare diverged: MetaflowExceptionWrapper | null

  @step() start() {
    this.next(this.train)
  }

  // refreshInterval says how often, in seconds, the card may be drawn again.
  @catchError({ var: 'diverged' })
  @card({ type: 'blank', refreshInterval: 1 })
  @step() async train() {
    const bar = new ProgressBar({ max: this.epochs, label: 'Epochs' })
    const chart = new VegaChart(lossChart([]))
    current.card.append(new Markdown('## Training'))
    current.card.append(bar)
    current.card.append(chart)

    this.losses = []
    for (let epoch = 1; epoch <= this.epochs; epoch++) {
      await sleep(2)
      const loss = 1 / epoch + Math.random() / 10
      if (epoch > 7) throw new RangeError('the loss is no number any more')
      this.losses.push(Number(loss.toFixed(3)))

      // Parts of a card are changed in place, and shown at the next refresh.
      bar.update(epoch)
      chart.update(lossChart(this.losses))
      current.card.refresh()
    }
    this.next(this.summary)
  }

  // A second card, made at the end of its step. Neither can fail a task: a card that
  // cannot be drawn says so in its own place.
  @card({ type: 'blank' })
  @step() summary() {
    const best = Math.min(...this.losses)
    const rows = this.losses.map((loss, place) => [place + 1, loss, loss === best ? 'best' : ''])
    current.card.append(new Table(rows, { headers: ['Epoch', 'Loss', ''] }))
    this.next(this.end)
  }

  @step() end() {
    console.log(this.diverged ? 'diverged' : 'learned', 'in', this.losses.length, 'epochs')
  }
}
