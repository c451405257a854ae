import type { SyntaxNode } from '@lezer/common';
import type { Decorator } from '../../model/flow';
import { resolveName, type Names, type ResolvedName } from './imports';
import { sourceValueOf } from './literals';
import { spanOf, type Source } from '../source';
import { argumentsOf } from './tree';

/** A decorator as written, whosever it is. */
export interface WrittenDecorator extends Decorator {
  readonly resolved: ResolvedName;
  /** The name as the file has it: `mf.retry`. */
  readonly written: string;
}

/** Reads a `Decorator` node; null where it has no name yet. */
export function decoratorOf(source: Source, node: SyntaxNode, names: Names): WrittenDecorator | null {
  const list = node.getChild('ArgList');
  const start = node.firstChild?.nextSibling;
  const text = source.text
    .slice(start?.from ?? node.to, list?.from ?? node.to)
    .replace(/#.*/g, '')
    .trim();
  if (!start || !/^\w[\w.]*$/.test(text)) return null;
  const resolved = resolveName(names, text);
  const { positional, named } = argumentsOf(source, list);
  const attributes = [...positional.entries(), ...named.entries()].map(
    ([key, value]) => [String(key), sourceValueOf(source, value)] as const,
  );
  return {
    name: resolved.name,
    attributes: Object.fromEntries(attributes),
    span: spanOf(source, node),
    resolved,
    written: text,
  };
}

/** The words of the contract alone. */
export const plainDecorator = ({ name, attributes, span }: WrittenDecorator): Decorator => ({ name, attributes, span });
