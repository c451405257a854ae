from metaflow import FlowSpec, step, retry, catch, timeout, current, Parameter, JSONType, card, environment, resources

class M(FlowSpec):
    mode = Parameter('mode', default='plain')
    K = [1]
    @step
    def start(self):
        self.common = {'a': 1}
        self.only_start = 's'
        if self.mode == 'nojoin': self.merge_artifacts([])
        self.next(self.a, self.b)

    @step
    def a(self):
        self.x = 1
        self.same = [1, 2]
        self._u = 'a'
        self.both = 1 if self.mode == 'truth' else 'same'
        self.d = {'k': 1, 'l': 2}
        self.only_a = 'A'
        if self.mode == 'del_': del self.common
        self.next(self.j)

    @step
    def b(self):
        self.x = 2
        self.same = [1, 2]
        self._u = 'b' if self.mode == 'none' else 'a'
        self.both = True if self.mode == 'truth' else 'same'
        self.d = {'l': 2, 'k': 1} if self.mode == 'order' else {'k': 1, 'l': 2}
        self.next(self.j)

    @step
    def j(self, inputs):
        m = self.mode
        self.pre = sorted(k for k in self.__dict__ if not k.startswith('_'))
        if m == 'plain': self.merge_artifacts(inputs)
        elif m == 'excl': self.merge_artifacts(inputs, exclude=['x', 'nothere'])
        elif m == 'incl': self.merge_artifacts(inputs, include=['same', 'only_a'])
        elif m == 'incl_missing': self.merge_artifacts(inputs, include=['same', 'zz', 'yy'])
        elif m == 'inclself':
            self.x = 3
            self.merge_artifacts(inputs, include=['x', 'same'])
        elif m == 'tuple_': self.merge_artifacts(tuple(inputs), exclude=('x',))
        elif m == 'both': self.merge_artifacts(inputs, exclude=['x'], include=['same'])
        elif m == 'twice':
            self.merge_artifacts(inputs, include=['only_a'])
            self.merge_artifacts(inputs, exclude=['x'])
        elif m in ('truth', 'order', 'del_'):
            self.merge_artifacts(inputs, exclude=['x'])
        elif m == 'none':
            self.x = None
            self.merge_artifacts(inputs)
        elif m == 'kw': self.merge_artifacts(inputs=[inputs.a], exclude=[])
        elif m == 'str_': self.merge_artifacts(inputs, exclude='x')
        elif m == 'generator': self.merge_artifacts((i for i in inputs), exclude=['x'])
        elif m == 'caught':
            try:
                self.merge_artifacts(inputs)
            except Exception as e:
                self.err = (type(e).__name__, str(e), getattr(e, 'artifact_names', None), e.headline)
            self.merge_artifacts(inputs, exclude=['x'])
        self.next(self.end)

    @step
    def end(self):
        self.names = sorted(k for k in ['x','same','both','d','only_a','common','only_start'] if hasattr(self, k))


if __name__ == "__main__":
    M()
