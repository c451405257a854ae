import type ts from 'typescript';

/** The compiler's API: that of the TypeScript inside Monaco, whose own typings leave it out. */
export type TypeScript = typeof ts;
