import type { GivenDecorator } from './decorator';

/** What `@project` adds to `current`. */
export function projectValues(
  decorators: readonly GivenDecorator[],
  flowName: string,
  user: string,
): Record<string, unknown> {
  const project = decorators.find(({ kind }) => kind.name === 'project');
  if (!project) return {};
  const { name, branch: given, production } = project.attributes;
  const isProduction = production === true;
  const branch = branchOf(given, isProduction, user);
  return {
    projectName: name,
    branchName: branch,
    isUserBranch: branch.startsWith('user.'),
    isProduction,
    projectFlowName: `${String(name)}.${branch}.${flowName}`,
  };
}

function branchOf(given: unknown, isProduction: boolean, user: string): string {
  if (typeof given === 'string' && given !== '') return `${isProduction ? 'prod' : 'test'}.${given}`;
  return isProduction ? 'prod' : `user.${user}`;
}
