import type { Attributes, StepActions } from './decorator';
import { setVariables } from './environment';

/** `@environment`: for this step's own attempts only, each of which has a worker to itself. */
export const environmentActions = ({ vars }: Attributes): StepActions => ({
  preStep: () => {
    setVariables((vars ?? {}) as Readonly<Record<string, unknown>>);
  },
});

/** `@parallel`: which node of how many this is. */
export const parallelActions = (): StepActions => ({
  preStep(task) {
    const frame = task.order.frames.at(-1);
    if (!frame) return;
    const { index, numSplits } = frame;
    task.tell('parallel', {
      mainIp: '127.0.0.1',
      numNodes: numSplits,
      nodeIndex: index,
      controlTaskId: task.order.taskId,
    });
    task.tell('isParallel', true);
  },
});
