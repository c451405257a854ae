from metaflow import FlowSpec, step, retry, catch, timeout, current, Parameter, JSONType, card, environment, resources

class C(FlowSpec):
    @step
    def start(self):
        self.items = [1, 2]
        self.next(self.w, foreach='items')

    @catch(var='err')
    @step
    def w(self):
        if self.input == 2:
            raise ValueError('two')
        self.next(self.j)

    @step
    def j(self, inputs):
        self.merge_artifacts(inputs)
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    C()
