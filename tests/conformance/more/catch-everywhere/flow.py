from metaflow import FlowSpec, step, retry, catch, timeout, current, Parameter, JSONType, card, environment, resources

class C(FlowSpec):
    @catch(var='e0')
    @step
    def start(self):
        self.s = 1
        raise ValueError('in start')
        self.next(self.a, self.b)

    @catch(var='ea')
    @step
    def a(self):
        self.va = 1
        self.next(self.j)

    @catch(var='eb', print_exception=False)
    @step
    def b(self):
        self.vb = 2
        raise KeyError('b')
        self.next(self.j)

    @catch(var='ej')
    @step
    def j(self, inputs):
        self.got = [hasattr(inputs.a, 'va'), hasattr(inputs.b, 'vb'), inputs.b.eb.exception, inputs.a.ea]
        self.merge_artifacts(inputs)
        self.next(self.end)

    @catch(var='ee')
    @step
    def end(self):
        self.fin = repr(self.ej)[:12] if self.ej else 'fine'
        raise RuntimeError('in end')


if __name__ == "__main__":
    C()
