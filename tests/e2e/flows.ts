/** Flows that a test writes into the editor. */

/** `middle` fails unless `isFixed`. Before it a step that takes its time, and says when it runs. */
export const resumeFlow = (isFixed: boolean): string => `from metaflow import FlowSpec, step

class ResumeFlow(FlowSpec):

    @step
    def start(self):
        print("start runs")
        self.rows = [1, 2, 3]
        self.next(self.middle)

    @step
    def middle(self):
        print("middle runs")
        self.total = sum(self.rows)${isFixed ? '' : ' / 0'}
        self.next(self.end)

    @step
    def end(self):
        print("the total is", self.total)

if __name__ == "__main__":
    ResumeFlow()
`;

/** A flow of two steps whose `start` does `body`: lines without indentation. */
export const flowThat = (...body: string[]): string => `from metaflow import FlowSpec, step, Parameter

class BodyFlow(FlowSpec):

    epochs = Parameter("epochs", type=int, default=3)

    @step
    def start(self):
${body.map((line) => `        ${line}`).join('\n')}
        self.next(self.end)

    @step
    def end(self):
        print("end runs")

if __name__ == "__main__":
    BodyFlow()
`;
