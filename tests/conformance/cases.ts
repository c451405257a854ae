/** The recorded cases as they lie on disk. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Json } from '../../src/model/json';
import type { Language } from '../../src/model/scenario';
import { respelt, type GoldenCommand, type Rewording, type Spelling } from './compare';

/** One command of a case: the file as it stood then, the words after its name, and what Metaflow did. */
export interface CaseCommand {
  readonly language: Language;
  readonly fileName: string;
  readonly source: string;
  readonly args: readonly string[];
  readonly golden: GoldenCommand;
}

export interface Case {
  readonly name: string;
  readonly title: string;
  readonly commands: readonly CaseCommand[];
}

const here = import.meta.dirname;
const root = path.join(here, 'cases');
const moreRoot = path.join(here, 'more');

const json = (...names: string[]): unknown => JSON.parse(readFileSync(path.join(...names), 'utf8'));

/** All cases that came with the specification, by name. */
export const cases = (): readonly Case[] => casesIn(root);

/** Cases that we recorded ourselves, where rules meet; `more/README.md` says how. */
export const moreCases = (): readonly Case[] => casesIn(moreRoot);

const casesIn = (folder: string): readonly Case[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => readCase(folder, name))
    .sort((a, b) => (a.name < b.name ? -1 : 1));

function readCase(folder: string, name: string): Case {
  const { title, commands } = json(folder, name, 'case.json') as {
    title: string;
    commands: readonly { flow: string; args: readonly string[] }[];
  };
  const golden = json(folder, name, 'golden.json') as { commands: readonly GoldenCommand[] };
  return {
    name,
    title,
    commands: golden.commands.map((one, i) => {
      const { flow = '', args = [] } = commands[i] ?? {};
      return {
        language: 'python',
        fileName: flow,
        source: readFileSync(path.join(folder, name, flow), 'utf8'),
        args,
        golden: one,
      };
    }),
  };
}

/** The cases that are told in TypeScript too: the same commands and goldens, with values in TypeScript's spelling. */
export const twins = (): readonly Case[] =>
  cases().flatMap((one) => (existsSync(path.join(root, one.name, 'flow.ts')) ? [twinOf(one)] : []));

function twinOf({ name, title, commands }: Case): Case {
  const spellings = existsSync(path.join(root, name, 'spelling.json'))
    ? (json(root, name, 'spelling.json') as readonly Spelling[])
    : [];
  return {
    name,
    title: `${title}, in TypeScript`,
    commands: commands.map(({ fileName: python, args, golden }) => {
      const fileName = python.replace(/\.py$/, '.ts');
      const source = readFileSync(path.join(root, name, fileName), 'utf8');
      const spelt = respelt(golden as unknown as Json, spellings) as unknown as GoldenCommand;
      return { language: 'typescript', fileName, source, args, golden: spelt };
    }),
  };
}

/** Cases that are known not to pass yet, by name, with the reason. */
export const pending = (): Readonly<Record<string, string>> =>
  json(here, 'pending.json') as Readonly<Record<string, string>>;

/** What Python itself words differently here, each with the reason. */
export const rewordings = (): readonly Rewording[] => json(here, 'python314.json') as readonly Rewording[];
