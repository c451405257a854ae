/** What `check` prints of a flow that passed, after the header. Source: Metaflow, cli.py, check. */
export const checkHints = (fileName: string): readonly string[] => [
  '',
  `'${fileName} show' shows a description of this flow.`,
  `'${fileName} run' runs the flow locally.`,
  `'${fileName} help' shows all available commands and options.`,
  '',
];
