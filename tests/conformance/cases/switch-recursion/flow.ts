import { FlowSpec, step } from 'faultline';

export default class RefineUntilGood extends FlowSpec {
  declare error: number;
  declare rounds: number;
  declare verdict: 'again' | 'done';

  @step()
  start() {
    this.error = 16;
    this.rounds = 0;
    this.next(this.refine);
  }

  @step()
  refine() {
    this.rounds += 1;
    this.error = Math.floor(this.error / 2);
    this.verdict = this.error > 2 ? 'again' : 'done';
    console.log('round', this.rounds, 'error', this.error);
    this.next({ again: this.refine, done: this.end }, { condition: 'verdict' });
  }

  @step()
  end() {
    console.log('rounds', this.rounds);
  }
}
