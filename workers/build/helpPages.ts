import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { Marked } from 'marked';
import type { Plugin } from 'vite';

/** A page of the help, ready to be shown. Its first line, a heading, is its title. */
interface CompiledPage {
  readonly id: string;
  readonly title: string;
  readonly html: string;
  /** All words of it, to search in. */
  readonly text: string;
}

const PAGES = path.resolve(import.meta.dirname, '../../src/view/help/pages');

const SCENE = 'scene:';

/** Links between pages are written `[retry](retry)`, those to a scene of the help `[spot lost](scene:spot-lost)`. */
const marked = new Marked({
  renderer: {
    link({ href, tokens }) {
      const text = this.parser.parseInline(tokens);
      if (!href.startsWith(SCENE)) return `<a href="#help-${href}" data-page="${href}">${text}</a>`;
      // It does something in the page, so it is no link to anywhere.
      return `<button type="button" data-scene="${href.slice(SCENE.length)}">${text}</button>`;
    },
    // Wide ones are scrolled, by the keyboard too.
    code({ text }) {
      return `<pre tabindex="0"><code>${escaped(text)}</code></pre>`;
    },
  },
});

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

function compiled(file: string): CompiledPage {
  const source = readFileSync(path.join(PAGES, file), 'utf8');
  const [heading = '', ...rest] = source.split('\n');
  const body = rest.join('\n');
  return {
    id: file.replace('.md', ''),
    title: heading.replace('# ', ''),
    html: marked.parse(body, { async: false }),
    text: body.replace(/[`*|>#[\]()-]+/g, ' ').replace(/\s+/g, ' '),
  };
}

/** `virtual:help`: the pages of the help, made from Markdown by the build, so that the page carries no parser. */
export function helpPages(): Plugin {
  return {
    name: 'help-pages',

    resolveId: {
      filter: { id: /^virtual:help$/ },
      handler: (id) => `\0${id}`,
    },

    load: {
      filter: { id: /^\0virtual:help$/ },
      handler() {
        const files = readdirSync(PAGES).filter((name) => name.endsWith('.md'));
        for (const file of files) this.addWatchFile(path.join(PAGES, file));
        return `export const pages = ${JSON.stringify(files.map(compiled))};`;
      },
    },
  };
}
