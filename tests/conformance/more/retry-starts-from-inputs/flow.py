from metaflow import FlowSpec, step, retry, catch, timeout, current, Parameter, JSONType, card, environment, resources

class R(FlowSpec):
    @step
    def start(self):
        self.log = ['start']
        self.next(self.w)

    @retry(times=2, minutes_between_retries=0)
    @step
    def w(self):
        self.log.append(current.retry_count)
        self.has_tmp = hasattr(self, 'tmp')
        self.tmp = current.retry_count
        print('attempt', current.retry_count, self.log)
        if current.retry_count < 2:
            raise RuntimeError('again %d' % current.retry_count)
        self.next(self.end)

    @step
    def end(self):
        print(self.log, self.tmp, self.has_tmp)


if __name__ == "__main__":
    R()
