/**
 * Unwinds all of Python at once: no `except` and no `finally` in it runs any more. Pyodide takes it for the end of the
 * interpreter, which it is, and lets it through to the caller.
 */
export class Death extends Error {
  readonly pyodide_fatal_error = true;

  constructor() {
    super('The attempt is dead.');
  }
}
