/** The version whose behaviour and words are shown here. */
export const METAFLOW_VERSION = '2.19.38';

/** What Metaflow says first, whatever the command. */
export const headerLine = (flowName: string, user: string): string =>
  `Metaflow ${METAFLOW_VERSION} executing ${flowName} for user:${user}`;

/** Said before lint, and before its complaint where it has one. */
export const VALIDATING = 'Validating your flow...';

/** Said once lint has passed. There is no pylint here, and Metaflow says the same where there is none. */
export const validatedLines = (pylint: boolean): readonly string[] => [
  '    The graph looks good!',
  ...(pylint ? ['Running pylint...', '    Pylint not found, so extra checks are disabled.'] : []),
];
