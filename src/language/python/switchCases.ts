import type { SyntaxNode } from '@lezer/common';
import type { SwitchCase } from '../../model/flow';
import { numberOf, stringOf } from './literals';
import { reprOfFloat, reprOfString } from './repr';
import { textOf, type Source } from '../source';
import { attributeOf, entriesOf, selfAttributeOf, unwrapped } from './tree';

/** A key that Metaflow's parser takes. Keys of equal `identity` are equal in Python (`True == 1`). */
interface CaseKey {
  readonly repr: string;
  readonly identity: string;
}

/**
 * The cases of `self.next({…}, condition=…)`, or null where Metaflow's parser does not take the dictionary: keys must
 * be str, bytes, int, float or bool literals, or `self.config.key`; values `self.step`. As in any dictionary an equal
 * key comes once, where it came first, with the last value.
 * Source: Metaflow, graph.py, DAGNode._parse_switch_dict.
 */
export function switchCasesOf(source: Source, dictionary: SyntaxNode): readonly SwitchCase[] | null {
  const cases = new Map<string, SwitchCase>();
  for (const [keyNode, valueNode] of entriesOf(dictionary)) {
    const key = keyNode && keyOf(source, unwrapped(keyNode));
    const target = selfAttributeOf(source, unwrapped(valueNode));
    if (!key || target === null) return null;
    cases.set(key.identity, { key: cases.get(key.identity)?.key ?? key.repr, target });
  }
  return cases.size > 0 ? [...cases.values()] : null;
}

function keyOf(source: Source, node: SyntaxNode): CaseKey | null {
  const string = stringOf(source, node);
  if (string) return { repr: reprOfString(string), identity: `${string.bytes ? 'bytes' : 'str'}:${string.value}` };
  const number = numberOf(source, node);
  if (number) {
    // Ints beyond what a double holds keep their digits.
    const exact = number.isInt && !Number.isSafeInteger(number.value) ? BigInt(digits(source, node)) : number.value;
    const repr = number.isInt ? exact.toString() : reprOfFloat(number.value);
    return { repr, identity: `number:${exact.toString()}` };
  }
  if (node.name === 'Boolean') {
    const text = textOf(source, node);
    return { repr: text, identity: `number:${text === 'True' ? '1' : '0'}` };
  }
  return configKeyOf(source, node);
}

const digits = (source: Source, node: SyntaxNode): string => textOf(source, node).replaceAll('_', '');

function configKeyOf(source: Source, node: SyntaxNode): CaseKey | null {
  const isConfig =
    attributeOf(source, node) !== null && node.firstChild !== null && selfAttributeOf(source, node.firstChild) !== null;
  return isConfig ? { repr: textOf(source, node), identity: `config:${textOf(source, node)}` } : null;
}
