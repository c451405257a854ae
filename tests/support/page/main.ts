import { mount } from 'svelte';
import App from '../../../src/app/App.svelte';
import { DEFAULT_PACE } from '../../../src/model/scenario';
import { instantOf } from '../../../src/model/time';
import { Page } from '../../../src/state/Page.svelte';
import { Theme } from '../../../src/state/Theme.svelte';
import '../../../src/view/tokens.css';
import '../../../src/view/base.css';
import { fixturePorts } from '../fixturePorts';
import { notesRun, scenarioFrom, until } from '../fixtureRun';
import { NOTES_FLOW } from '../notesFlow';
import { foreachRun, FOREACH_FLOW, failingRun, BUGGY_FLOW } from './scenes';

const query = new URLSearchParams(location.hash.slice(1));
const state = query.get('state') ?? 'waiting';
const second = Number(query.get('at') ?? 9);
const scene = { foreach: foreachRun, failed: failingRun }[state] ?? (() => notesRun(state === 'done' ? 'succeeded' : null));
const source = { foreach: FOREACH_FLOW, failed: BUGGY_FLOW }[state] ?? NOTES_FLOW;
const opened = scene();
const summary = { id: opened.run.id, number: 3, flowName: opened.run.flowName, outcome: state === 'idle' ? null : 'succeeded' as const, startedAt: opened.run.startedAt, duration: 24.6, digest: null, originRunId: null };
const ports = fixturePorts({ runs: () => Promise.resolve(state === 'idle' ? [] : [summary, { ...summary, id: '2', number: 2, outcome: 'interrupted' }, { ...summary, id: '1', number: 1, outcome: 'failed' }]), wall: { now: () => performance.timeOrigin + performance.now(), nextFrame: (f) => { const n = requestAnimationFrame(f); return () => cancelAnimationFrame(n); } } });
const { command: _, ...content } = scenarioFrom(source);
const theme = new Theme({ get: () => query.get('theme'), set: () => undefined }, () => false);
const page = new Page(ports, { ...content, pace: DEFAULT_PACE }, theme);
Object.assign(window, { page });
mount(App, { target: document.querySelector('#app')!, props: { page } });
page.hear({ kind: 'python', state: state === 'idle' ? { kind: 'loading', fraction: 0.62, doing: 'Compiling' } : { kind: 'ready', version: '3.14', fromSnapshot: true } });
if (state !== 'idle') {
  page.hear({ kind: 'run-opened', run: opened.run });
  if (state === 'live') {
    page.hear({ kind: 'clock', runId: opened.run.id, at: instantOf(0), wallMs: ports.wall.now(), pace: 2 });
    const t0 = performance.now(); let sent = 0;
    setInterval(() => { const at = ((performance.now() - t0) / 1000) * 2; const due = until(opened.events, at).slice(sent); sent += due.length; if (due.length) page.hear({ kind: 'events', runId: opened.run.id, events: due }); }, 16);
  } else {
    page.hear({ kind: 'events', runId: opened.run.id, events: state === 'done' || state === 'failed' ? opened.events : until(opened.events, second) });
    page.hear({ kind: 'clock', runId: opened.run.id, at: instantOf(second * 1e6), wallMs: ports.wall.now(), pace: 0 });
    if (state === 'done' || state === 'failed') page.hear({ kind: 'run-closed', run: opened.run });
  }
  if (query.get('select')) page.select(query.get('select')!);
}
