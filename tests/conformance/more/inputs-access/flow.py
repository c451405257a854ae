from metaflow import FlowSpec, step, retry, catch, timeout, current, Parameter, JSONType, card, environment, resources

class I(FlowSpec):
    @step
    def start(self):
        self.s = 1
        self.next(self.a, self.b)

    @step
    def a(self):
        self.x = 'a'
        self.next(self.j)

    @step
    def b(self):
        self.x = 'b'
        self.next(self.j)

    @step
    def j(self, inputs):
        self.by = (inputs.a.x, inputs.b.x)
        self.n = len(list(inputs))
        self.sorted = sorted(i._current_step for i in inputs)
        out = []
        for label, f in [('len', lambda: len(inputs)), ('missing', lambda: inputs.c), ('idx', lambda: inputs[5]), ('neg', lambda: type(inputs[-1]).__name__), ('attr', lambda: inputs.a.nothing), ('set', lambda: setattr(inputs.a, 'x', 'new')), ('self', lambda: self.x), ('slice', lambda: len(inputs[0:2])), ('in', lambda: 'a' in inputs), ('str', lambda: str(inputs.a)), ('bool', lambda: bool(inputs)), ('next', lambda: inputs.a.next(inputs.a.j)), ('idx2', lambda: inputs.a.index), ('inp', lambda: inputs.a.input), ('s', lambda: inputs.a.s), ('name', lambda: inputs.a.name), ('dot', lambda: inputs['a'])]:
            try:
                out.append((label, repr(f())[:60]))
            except Exception as e:
                out.append((label, type(e).__name__, str(e)))
        self.out = out
        self.after = inputs.a.x
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    I()
