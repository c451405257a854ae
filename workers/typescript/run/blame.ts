const faults = new WeakMap<object, string>();

/** Which injected fault an error, or the response that one may be made of, comes from. */
export function blame(carrier: unknown, fault: string | null): void {
  if (fault !== null && typeof carrier === 'object' && carrier !== null) faults.set(carrier, fault);
}

/** Of an error, of the response in it, or of what caused it. */
export function faultOf(thrown: unknown): string | null {
  const seen = new Set<object>();
  const waiting = [thrown];
  while (waiting.length > 0) {
    const one = waiting.shift();
    if (typeof one !== 'object' || one === null || seen.has(one)) continue;
    seen.add(one);
    const fault = faults.get(one);
    if (fault !== undefined) return fault;
    const { cause, response, errors } = one as Readonly<Record<string, unknown>>;
    waiting.push(cause, response, ...(Array.isArray(errors) ? (errors as unknown[]) : []));
  }
  return null;
}
