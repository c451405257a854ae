import { DEFAULT_MAX_WORKERS, DEFAULT_PACE, DEFAULT_SEED, DEFAULT_USER, PLATFORMS } from '../model/scenario';
import type { Language } from '../model/scenario';
import type { DraftContent } from './ports';

const PYTHON = `from metaflow import FlowSpec, step


class MyFlow(FlowSpec):
    @step
    def start(self):
        self.greeting = "Hello"
        self.next(self.end)

    @step
    def end(self):
        print(self.greeting)


if __name__ == "__main__":
    MyFlow()
`;

const TYPESCRIPT = `import { FlowSpec, step } from 'faultline'

export default class MyFlow extends FlowSpec {
  declare greeting: string

  @step() start() {
    this.greeting = 'Hello'
    this.next(this.end)
  }

  @step() end() {
    console.log(this.greeting)
  }
}
`;

/** What a new draft begins with, and what is in the editor where an example could not be fetched. */
export const newFlow = (language: Language = 'python'): DraftContent => ({
  language,
  fileName: language === 'python' ? 'MyFlow.py' : 'MyFlow.ts',
  source: language === 'python' ? PYTHON : TYPESCRIPT,
  parameters: {},
  seed: DEFAULT_SEED,
  faults: [],
  services: [],
  platform: PLATFORMS.kubernetes,
  maxWorkers: DEFAULT_MAX_WORKERS,
  files: {},
  user: DEFAULT_USER,
  pace: DEFAULT_PACE,
});
