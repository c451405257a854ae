import type { Pace } from '../model/scenario';
import { knobsOf } from './decoratorKnobs';
import { EXAMPLE_GROUPS } from './examples';
import type { Command } from './command';
import { draftCommands, shownRunCommands, strikeCommands } from './commandsOfRuns';
import { STAGE_WORDS } from './lessonProgress';
import { OUTCOMES } from './outcome';
import type { Page } from './Page.svelte';
import type { LowerTab } from './Workbench.svelte';

export interface CommandGroup {
  readonly title: string;
  readonly commands: readonly Command[];
}

/** All that can be done now. */
export const commandsOf = (page: Page): readonly CommandGroup[] => [
  { title: 'Run', commands: [...runCommands(page), ...strikeCommands(page), ...shownRunCommands(page)] },
  { title: 'Steps', commands: [...stepCommands(page), ...adjustCommands(page)] },
  { title: 'View', commands: viewCommands(page) },
  { title: 'Pace', commands: paceCommands(page) },
  { title: 'Runs', commands: openCommands(page) },
  { title: 'Examples', commands: [...exampleCommands(page), ...draftCommands(page)] },
  { title: 'Lessons', commands: lessonCommands(page) },
  { title: 'Help', commands: helpCommands(page) },
];

function runCommands(page: Page): readonly Command[] {
  const { draft } = page;
  return [
    page.isBusy
      ? { id: 'stop', label: 'Stop the run', words: 'cancel kill', act: () => page.stop() }
      : { id: 'run', label: 'Run', words: 'start execute', keys: 'Ctrl Enter', act: () => page.run() },
    { id: 'resume', label: 'Resume', words: 'clone', isOff: !page.canResume, act: () => page.resume() },
    {
      id: 'preview',
      label: 'Preview what a resume would do',
      words: 'clone rerun new',
      isOff: !page.canResume,
      act: () => page.previewResume(null),
    },
    ...timeCommands(page),
    {
      id: 'roll',
      label: 'Roll a new seed',
      words: 'dice random chance',
      act: () => draft.reseed(page.ports.dice()),
    },
  ];
}

function timeCommands({ transport }: Page): readonly Command[] {
  const isOff = !transport.isUsable;
  return [
    {
      id: 'play',
      label: transport.isPlaying ? 'Pause' : 'Play',
      words: 'stand still go on',
      keys: 'Space',
      isOff,
      act: () => transport.toggle(),
    },
    { id: 'next', label: 'Go to the next event', words: 'step', keys: '.', isOff, act: () => transport.next() },
    {
      id: 'previous',
      label: 'Go to the event before',
      words: 'step back',
      keys: ',',
      isOff,
      act: () => transport.previous(),
    },
    {
      id: 'failure',
      label: 'Go to the next failure',
      words: 'jump',
      keys: 'F',
      isOff,
      act: () => transport.nextFailure(),
    },
    {
      id: 'start',
      label: 'Go to the start',
      words: 'first rewind',
      keys: 'Home',
      isOff,
      act: () => transport.toStart(),
    },
    {
      id: 'failure before',
      label: 'Go to the failure before',
      words: 'jump previous',
      keys: 'Shift F',
      isOff,
      act: () => transport.previousFailure(),
    },
    {
      id: 'live',
      label: 'Go to the newest moment',
      words: 'live end now',
      keys: 'End',
      isOff: isOff || transport.isLive,
      act: () => transport.goLive(),
    },
  ];
}

const stepCommands = (page: Page): readonly Command[] =>
  (page.graph?.steps ?? []).flatMap(({ name, line }) => [
    {
      id: `go ${name}`,
      label: `Go to ${name}`,
      words: 'step select line',
      act: () => {
        page.select(name);
        page.workbench.goToLine(line);
      },
    },
    { id: `aim ${name}`, label: `Aim a failure at ${name}`, words: 'fault break plan', act: () => page.aim(name) },
    {
      id: `resume ${name}`,
      label: `Resume from ${name}`,
      words: 'rerun again preview',
      isOff: !page.canResume,
      act: () => page.previewResume(name),
    },
  ]);

const adjustCommands = ({ draft, selection, workbench }: Page): readonly Command[] =>
  (draft.graph?.steps ?? [])
    .flatMap((step) => knobsOf(step, draft.platform))
    .map(({ step, decorator, title, line }) => ({
      id: `adjust ${step} ${decorator}`,
      label: `Adjust ${title}`,
      words: 'slider value times wait seconds policy decorator',
      act: () => {
        selection.selectStep(step);
        workbench.goToControl(line);
      },
    }));

const TABS: readonly (readonly [LowerTab, string])[] = [
  ['console', 'Show the console'],
  ['inspector', 'Show the inspector'],
  ['cards', 'Show the cards'],
  ['why', 'Show why'],
];

function viewCommands(page: Page): readonly Command[] {
  const { workbench, rooms, lab, theme, showPlan } = page;
  const other = theme.shown === 'dark' ? 'light' : 'dark';
  return [
    { id: 'workbench', label: 'Go to the workbench', words: 'room graph run', act: () => rooms.enter('workbench') },
    {
      id: 'lab',
      label: 'Go to the lab',
      words: 'room policy explorer simulate sweep experiment',
      act: () => rooms.enter('lab'),
    },
    {
      id: 'sweep',
      label: 'Sweep for resilience',
      words: 'every single failure matrix score lab',
      act: () => {
        rooms.enter('lab');
        lab.openTab('resilience');
        page.attempt(page.sweep.start());
      },
    },
    ...TABS.map(([tab, label]) => ({
      id: `tab ${tab}`,
      label,
      words: 'details panel',
      act: () => {
        workbench.openLower(tab);
        workbench.openPhone('console');
      },
    })),
    {
      id: 'tall',
      label: workbench.isLowerTall ? 'Give the graph its room back' : 'Details take the room of the graph',
      words: 'toggle pane panel maximise',
      act: () => workbench.toggleLowerTall(),
    },
    { id: 'code', label: 'Show the code', words: 'editor', act: () => workbench.openCode('code') },
    { id: 'plan', label: 'Show the failure plan', words: 'faults json', act: () => showPlan() },
    { id: 'theme', label: `Switch to the ${other} theme`, words: 'dark light colours', act: () => theme.toggle() },
  ];
}

const PACES: readonly (readonly [Pace, string])[] = [
  [1, 'as the clock goes'],
  [2, 'twice as fast'],
  [10, 'ten times as fast'],
  [100, 'a hundred times as fast'],
  ['instant', 'at once'],
];

const paceCommands = ({ playback }: Page): readonly Command[] =>
  PACES.map(([pace, label]) => ({
    id: `pace ${String(pace)}`,
    label: `Play ${label}`,
    words: `pace speed ${String(pace)}×`,
    act: () => {
      playback.setPace(pace);
    },
  }));

const openCommands = (page: Page): readonly Command[] =>
  page.runs.runs.slice(0, 50).map(({ id, number, flowName, outcome }) => ({
    id: `run ${id}`,
    label: `Open run ${String(number)}, ${flowName}`,
    words: `${id} ${OUTCOMES[outcome ?? 'driven'].word}`,
    isOff: page.isBusy || id === page.view.stored?.id,
    act: () => {
      page.openRun(id);
    },
  }));

const exampleCommands = ({ drafts, draft }: Page): readonly Command[] => [
  ...EXAMPLE_GROUPS.flatMap(({ examples }) =>
    examples.map((example) => ({
      id: `example ${example.title}`,
      label: `Open the example ${example.title}`,
      words: example.shows,
      act: () => {
        drafts.chooseExample(example, draft.content.language);
      },
    })),
  ),
  {
    id: 'new flow',
    label: 'Start a new flow',
    words: 'draft empty',
    act: () => {
      drafts.startNew();
    },
  },
];

const lessonCommands = ({ lesson, draft }: Page): readonly Command[] => [
  ...lesson.shelf.entries.map(({ id, title, shows, stage }) => ({
    id: `lesson ${id}`,
    label: `Open the lesson ${title}`,
    words: `learn course ${shows} ${STAGE_WORDS[stage]}`,
    act: () => {
      lesson.open(id, draft.language);
    },
  })),
  {
    id: 'restart lesson',
    label: 'Begin this lesson anew',
    words: 'restart again',
    isOff: lesson.lesson === null,
    act: () => {
      lesson.restart();
    },
  },
];

const helpCommands = ({ help, palette }: Page): readonly Command[] => [
  { id: 'keys', label: 'Keyboard shortcuts', words: 'keys help', keys: '?', act: () => palette.show('keys') },
  ...help.pages.map(({ id, title, text }) => ({
    id: `help ${id}`,
    label: `Help: ${title}`,
    words: text,
    act: () => {
      help.open(id);
    },
  })),
];

/** Keys of the page, in groups. What an editor or a list does with keys is its own. */
export const KEYS: readonly { readonly title: string; readonly keys: readonly (readonly [string, string])[] }[] = [
  {
    title: 'Anywhere',
    keys: [
      ['Ctrl Enter', 'Run'],
      ['Ctrl K', 'All actions'],
      ['?', 'This list, outside text fields'],
      ['Escape', 'Close what is open, clear the selection'],
    ],
  },
  {
    title: 'Time',
    keys: [
      ['Space', 'Play or pause'],
      ['. and ,', 'Next event, event before'],
      ['F', 'Next failure; with Shift the one before'],
      ['Home, End', 'The start, the newest moment'],
    ],
  },
  {
    title: 'In the graph',
    keys: [
      ['Arrows', 'Go along the edges'],
      ['Enter', 'Select a step'],
      ['Escape', 'Clear the selection'],
    ],
  },
  {
    title: 'In the code',
    keys: [
      ['Escape Tab', 'Leave the editor'],
      ['Escape Shift Tab', 'To the sliders of the selected step'],
      ['Ctrl Space', 'Complete'],
      ['Ctrl .', 'Quick fixes'],
    ],
  },
  {
    title: 'In the console',
    keys: [
      ['Up, Down', 'Earlier lines'],
      ['Tab', 'Complete'],
    ],
  },
];

/** `Ctrl` as this keyboard calls it. */
export const keysHere = (keys: string, isMac: boolean): string => (isMac ? keys.replace('Ctrl', 'Cmd') : keys);
