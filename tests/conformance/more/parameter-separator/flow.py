from metaflow import FlowSpec, step, retry, catch, timeout, current, Parameter, JSONType, card, environment, resources
from metaflow import IncludeFile, Config, config_expr
import json

class P(FlowSpec):
    p = Parameter('p', default='a,b', separator=',')

    @step
    def start(self):
        self.kind = type(self.p).__name__
        print(repr(self.p))
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    P()
