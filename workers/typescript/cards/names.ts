/** The components of cards, as flows import them. */
export const COMPONENT_NAMES = [
  'Artifact',
  'CardComponent',
  'ErrorCard',
  'EventsTimeline',
  'Image',
  'JSONViewer',
  'Markdown',
  'ProgressBar',
  'SourceCode',
  'Table',
  'ValueBox',
  'VegaChart',
  'YAMLViewer',
] as const;

export type ComponentName = (typeof COMPONENT_NAMES)[number];
