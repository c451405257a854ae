import type { SyntaxNode } from '@lezer/common';

/** Gives the nodes of one kind under a root, in the order of the text. */
export type NodesIn = (root: SyntaxNode, kind: string) => readonly SyntaxNode[];

/**
 * A finder of nodes that looks into nothing which has a frame of its own: what stands there may never run. It walks a
 * root once, for all kinds, since every hint asks for some of the same step.
 */
export function nodeFinder(hasOwnFrame: (kind: string) => boolean): NodesIn {
  const walked = new WeakMap<SyntaxNode, ReadonlyMap<string, readonly SyntaxNode[]>>();
  return (root, kind) => {
    const known = walked.get(root) ?? nodesByKind(root, hasOwnFrame);
    walked.set(root, known);
    return known.get(kind) ?? [];
  };
}

function nodesByKind(root: SyntaxNode, hasOwnFrame: (kind: string) => boolean): ReadonlyMap<string, SyntaxNode[]> {
  const found = new Map<string, SyntaxNode[]>();
  const visit = (node: SyntaxNode): void => {
    for (let child = node.firstChild; child !== null; child = child.nextSibling) {
      const { name } = child;
      const alike = found.get(name);
      if (alike === undefined) found.set(name, [child]);
      else alike.push(child);
      if (!hasOwnFrame(name)) visit(child);
    }
  };
  visit(root);
  return found;
}
