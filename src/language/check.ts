import type { Language, Platform } from '../model/scenario';
import type { Checked } from './checked';
import { checkPython } from './python/check';
import { PythonReader } from './python/read';
import { checkTypeScript } from './typescript/check';
import { TypeScriptReader } from './typescript/read';

/** A text, and where it would run. */
export interface WrittenFlow {
  readonly language: Language;
  readonly source: string;
  readonly fileName: string;
  readonly platform?: Platform;
}

/** Checks the versions of one text, one after the other, in whichever language it is. */
export class FlowChecker {
  readonly #python = new PythonReader();
  readonly #typescript = new TypeScriptReader();

  check({ language, source, fileName, platform }: WrittenFlow): Checked {
    const where = platform ? { platform } : {};
    return language === 'python'
      ? checkPython(source, fileName, { reader: this.#python, ...where })
      : checkTypeScript(source, fileName, { reader: this.#typescript, ...where });
  }
}
