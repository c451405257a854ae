/** The page's composition root: builds the ports, wires them, mounts. */
import { mount, tick } from 'svelte';
import { MediaQuery } from 'svelte/reactivity';
import { assert, FaultlineError } from '../model/assert';
import type { EngineNews } from '../protocol/engine';
import { NewsQueue } from '../state/NewsQueue';
import { Page } from '../state/Page.svelte';
import { Theme } from '../state/Theme.svelte';
import { draftShelf } from '../storage/draftShelf';
import { lastWords, storeLastWords } from '../storage/lastWords';
import { rememberSettings } from '../storage/settings';
import { openStores } from '../storage/stores';
import { askToPersist } from '../storage/use';
import { apiOf, type FaultlineApi } from './api';
import App from './App.svelte';
import { startEngine } from './engineClient';
import { enginePorts } from './enginePorts';
import { lessonsPort } from './lessonsPort';
import { openingDraft } from './openingDraft';
import '../view/tokens.css';
import '../view/base.css';

declare global {
  interface Window {
    faultline: FaultlineApi;
  }
}

const target = document.querySelector('#app');
assert(target !== null, 'index.html has the element that the page is drawn into');

const queue = new NewsQueue({
  now: () => performance.now(),
  later: (act, ms) => {
    setTimeout(act, ms);
  },
  drawn: tick,
});
const hear = (news: EngineNews): void => {
  // Now there is something to lose.
  if (news.kind === 'run-closed') void askToPersist();
  queue.add(news);
};
const engine = startEngine(hear);
const onProblem = (error: unknown): void => {
  if (!(error instanceof FaultlineError)) throw error;
  hear({ kind: 'notice', code: error.code, message: error.message });
};

const stores = await openStores();
const settings = await rememberSettings(stores.settings, onProblem);
const words = lastWords(() => localStorage);
await storeLastWords(stores.drafts, words).catch(onProblem);
const opened = await openingDraft(stores.drafts, onProblem);
const shelf = draftShelf(stores.drafts, opened, { onProblem, lastWords: words });
addEventListener('pagehide', () => {
  shelf.flush();
});
// A page that is put away may never come back, and then hears no `pagehide`.
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden') shelf.flush();
});

const lessons = lessonsPort(engine, stores.progress, onProblem);
const ports = enginePorts(engine, { settings, shelf, lessons });
const isDark = new MediaQuery('prefers-color-scheme: dark');
const { command: _, ...content } = opened.scenario;
const page = new Page(
  ports,
  { ...content, pace: opened.pace, planText: opened.planText },
  new Theme(settings, () => isDark.current),
);
queue.open((news) => {
  page.hear(news);
});

window.faultline = apiOf(page, engine);
mount(App, { target, props: { page } });

const isLinked = location.hash.length > 1;
const openLink = (): void => {
  const { hash } = location;
  if (hash.length < 2) return;
  page.attempt(page.links.open(hash));
};
addEventListener('hashchange', openLink);
openLink();

// The last run of the flow in the editor is on screen again, and can be continued where it was interrupted.
engine
  .runs()
  .then(async (runs) => {
    const last = runs.find(({ flowName }) => flowName === page.draft.flowName);
    if (last !== undefined && !isLinked && !(await page.lesson.hidesRuns())) page.openRun(last.id);
  })
  .catch(onProblem);

// Python comes when the page has become quiet, so that the first run seldom waits and the first click never does.
const whenIdle =
  'requestIdleCallback' in window ? requestIdleCallback : (callback: () => void) => setTimeout(callback, 500);
whenIdle(() => {
  engine.warm().catch(onProblem);
  page?.attempt(page.lesson.shelf.load());
});
