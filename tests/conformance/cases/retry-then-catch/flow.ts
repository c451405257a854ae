import { FlowSpec, step, retry, catchError, current, type MetaflowExceptionWrapper } from 'faultline';

class ValueError extends Error {}

export default class ScorePages extends FlowSpec {
  declare problem: MetaflowExceptionWrapper;
  declare partial: string;

  @step()
  start() {
    this.next(this.score);
  }

  @catchError({ var: 'problem' })
  @retry({ times: 1, minutesBetweenRetries: 0 })
  @step()
  score() {
    this.partial = `attempt ${current.retryCount}`;
    if (current.retryCount < 9) throw new ValueError(`page ${current.retryCount} is broken`);
    this.next(this.end);
  }

  @step()
  end() {
    console.log('caught:', this.problem.exception);
    console.log('kind:', this.problem.type);
    console.log('partial:', this.partial);
  }
}
