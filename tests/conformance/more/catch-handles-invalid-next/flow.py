from metaflow import FlowSpec, step, retry, catch, timeout, current, Parameter, JSONType, card, environment, resources

class C(FlowSpec):
    @catch(var='e')
    @step
    def start(self):
        self.next(self.a)
        self.next(self.a)

    @catch(var='e')
    @step
    def a(self):
        if True:
            self.next(self.end)
        self.next(self.b)

    @catch(var='e')
    @step
    def b(self):
        print(self.e.exception)
        self.next(self.end)

    @step
    def end(self):
        print(self.e)


if __name__ == "__main__":
    C()
