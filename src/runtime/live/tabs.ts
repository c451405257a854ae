import type { EngineNews } from '../../protocol/engine';
import type { RunId } from '../../model/ids';

type ClockNews = Extract<EngineNews, { readonly kind: 'clock' }>;

/** What the tab that drives a run tells the others. Events themselves are read from storage. */
export type TabNews =
  | { readonly kind: 'appended'; readonly runId: RunId }
  | { readonly kind: 'clock'; readonly reading: ClockNews }
  /** A run was begun or has ended: lists of runs are out of date. */
  | { readonly kind: 'runs-changed' };

/** The other tabs of this browser that have the page open. */
export interface Tabs {
  say(news: TabNews): void;
  /** Gives the way to stop listening. */
  listen(hear: (news: TabNews) => void): () => void;
}

/** Tabs that hear one another through a channel of the browser's. */
export function broadcastTabs(): Tabs {
  const channel = new BroadcastChannel('faultline');
  return {
    say: (news) => {
      channel.postMessage(news);
    },
    listen: (hear) => {
      const listener = ({ data }: MessageEvent<TabNews>): void => {
        hear(data);
      };
      channel.addEventListener('message', listener);
      return () => {
        channel.removeEventListener('message', listener);
      };
    },
  };
}

/** What is told to the page, as far as other tabs want to know it. */
export function tabNewsOf(news: EngineNews): TabNews | null {
  switch (news.kind) {
    case 'events':
      return { kind: 'appended', runId: news.runId };
    case 'clock':
      return { kind: 'clock', reading: news };
    case 'run-opened':
    case 'run-closed':
    case 'runs-changed':
      return { kind: 'runs-changed' };
    default:
      return null;
  }
}
