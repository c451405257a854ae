/** Commands that Metaflow has and a page cannot do, with what they are for. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  airflow: 'makes an Airflow DAG of the flow',
  'argo-workflows': 'deploys the flow to Argo Workflows',
  batch: 'manages tasks on AWS Batch',
  'card server': 'starts a server for cards',
  'card create': 'makes a card outside a run',
  kubernetes: 'manages tasks on Kubernetes',
  'logs scrub': 'deletes what tasks printed',
  'output-raw': 'prints the internal state of the graph',
  package: 'shows the code package that remote tasks get',
  spin: 'runs one step alone on the inputs of an earlier task',
  'spot-metadata': 'watches for the notices of a spot instance',
  'step-functions': 'deploys the flow to AWS Step Functions',
  step: 'is what Metaflow itself starts for each task',
  init: 'is what Metaflow itself starts before remote tasks',
};

export const isElsewhere = (command: string): boolean => Object.hasOwn(ELSEWHERE, command);

/** An honest sentence in place of such a command. */
export const noticeOf = (command: string): readonly string[] => [
  `'${command}' ${ELSEWHERE[command] ?? 'is part of Metaflow'}. This page runs flows in the browser only:`,
  'export the flow and give the command where Metaflow is installed.',
];
