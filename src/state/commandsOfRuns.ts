import { LANGUAGES } from './languages';
import type { Command } from './command';
import type { Page } from './Page.svelte';

/** What can strike the run that plays, now. */
export function strikeCommands(page: Page): readonly Command[] {
  const { strikes, choice, failures, view } = page;
  if (!view.isDriven) return [];
  const victim = strikes.victim(choice?.key ?? null);
  const isOff = victim === null;
  return [
    {
      id: 'strike task',
      label: isOff ? 'Interrupt the selected task' : `Interrupt ${victim.key} now`,
      words: 'kill strike spot failure',
      isOff,
      act: () => {
        if (victim !== null) page.attempt(strikes.kill(victim, 'spot-interruption'));
      },
    },
    ...failures.services.map(({ name }) => ({
      id: `strike ${name}`,
      label: `Fail the service ${name} for ten seconds`,
      words: 'strike outage failure',
      act: () => page.attempt(strikes.failService(name)),
    })),
    {
      id: 'strike metadata',
      label: 'Pull the metadata service for ten seconds',
      words: 'strike outage failure',
      act: () => page.attempt(strikes.pullMetadata()),
    },
  ];
}

/** What can be done with the run on screen. */
export function shownRunCommands(page: Page): readonly Command[] {
  const { view, runs, sharing, action } = page;
  const shown = runs.runs.find(({ id }) => id === view.stored?.id);
  const share = { id: 'share', label: 'Share', words: 'link copy download export zip qr', act: () => sharing.open() };
  const go = action === null ? [] : [{ id: 'action', label: `${action.label} the run on screen`, act: action.act }];
  if (shown === undefined) return [...go, share];
  const { id, number, isPinned } = shown;
  return [
    ...go,
    share,
    {
      id: 'pin',
      label: `${isPinned ? 'Unpin' : 'Pin'} run ${String(number)}`,
      words: 'keep runs',
      act: () => page.attempt(runs.pin(id, !isPinned)),
    },
  ];
}

/** The example in the editor in its other language, and as it was. */
export function draftCommands({ drafts, draft }: Page): readonly Command[] {
  const { example } = drafts.current;
  const others = LANGUAGES.filter(({ value }) => value !== draft.content.language);
  const switches = others.map(({ value, label }) => ({
    id: `language ${value}`,
    label: `Read the example in ${label}`,
    words: 'language switch',
    isOff: example === null,
    act: () => {
      if (example !== null) drafts.chooseExample(example, value);
    },
  }));
  const restore = {
    id: 'restore',
    label: 'Restore the original',
    words: 'example reset draft',
    isOff: !drafts.canRestore,
    act: () => {
      drafts.restore();
    },
  };
  return [...switches, restore];
}
