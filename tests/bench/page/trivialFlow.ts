/** A flow whose step does next to nothing: what is measured is everything around it. */
export const TRIVIAL_FLOW = `from metaflow import FlowSpec, step


class Trivial(FlowSpec):
    @step
    def start(self):
        self.next(self.work)

    @step
    def work(self):
        self.x = 6 * 7
        print(self.x)
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    Trivial()
`;

/** The same in TypeScript. */
export const TRIVIAL_TYPESCRIPT_FLOW = `import { FlowSpec, step } from 'faultline';

export default class Trivial extends FlowSpec {
  declare x: number;

  @step() start() {
    this.next(this.work);
  }

  @step() work() {
    this.x = 6 * 7;
    console.log(this.x);
    this.next(this.end);
  }

  @step() end() {}
}
`;
