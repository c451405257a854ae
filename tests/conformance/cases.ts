/** The recorded cases as they lie on disk. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { GoldenCommand, Rewording } from './compare';

/** One command of a case: the file as it stood then, the words after its name, and what Metaflow did. */
export interface CaseCommand {
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

const json = (...names: string[]): unknown => JSON.parse(readFileSync(path.join(...names), 'utf8'));

/** All cases, by name. */
export const cases = (): readonly Case[] =>
  readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => readCase(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1));

function readCase(name: string): Case {
  const { title, commands } = json(root, name, 'case.json') as {
    title: string;
    commands: readonly { flow: string; args: readonly string[] }[];
  };
  const golden = json(root, name, 'golden.json') as { commands: readonly GoldenCommand[] };
  return {
    name,
    title,
    commands: golden.commands.map((one, i) => {
      const { flow = '', args = [] } = commands[i] ?? {};
      return { fileName: flow, source: readFileSync(path.join(root, name, flow), 'utf8'), args, golden: one };
    }),
  };
}

/** Cases that are known not to pass yet, by name, with the reason. */
export const pending = (): Readonly<Record<string, string>> =>
  json(here, 'pending.json') as Readonly<Record<string, string>>;

/** What Python itself words differently here, each with the reason. */
export const rewordings = (): readonly Rewording[] => json(here, 'python314.json') as readonly Rewording[];
