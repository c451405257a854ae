import { FlowSpec, step, Parameter, retry, current } from 'faultline';

class RuntimeError extends Error {}

export default class WhoAmI extends FlowSpec {
  alpha = Parameter({ default: 1 });
  declare told: unknown[];
  declare ids_are_text: boolean;
  declare path_fits: boolean;
  declare _run: string;
  declare same_run: boolean;
  declare tags: string[];

  @retry({ times: 1, minutesBetweenRetries: 0 })
  @step()
  start() {
    if (current.retryCount === 0) throw new RuntimeError('once');
    this.told = [current.flowName, current.stepName, current.retryCount];
    this.told.push(current.username, current.namespace, current.originRunId);
    this.told.push(current.parameterNames, current.isRunningFlow);
    this.ids_are_text = typeof current.runId === 'string' && typeof current.taskId === 'string';
    const parts = [current.flowName, current.runId, current.stepName, current.taskId];
    this.path_fits = current.pathspec === parts.join('/');
    this._run = current.runId;
    this.next(this.end);
  }

  @step()
  end() {
    this.same_run = this._run === current.runId;
    this.tags = [...current.tags].filter((tag) => !/^(python|metaflow|date)/.test(tag)).sort();
    console.log(current.stepName, this.same_run, this.tags, 'card' in current);
  }
}
