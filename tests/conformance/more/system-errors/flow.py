from metaflow import FlowSpec, step, retry, catch, timeout, current, Parameter, JSONType, card, environment, resources

import errno, os, tempfile, pathlib, shutil

class Errnos(FlowSpec):
    @step
    def start(self):
        seen = []
        base = tempfile.mkdtemp()
        inside = os.path.join(base, 'd')
        os.mkdir(inside)
        file = os.path.join(base, 'f')
        pathlib.Path(file).write_text('x')
        for label, f in [
            ('open', lambda: open('/nonexistent/file')),
            ('opendir', lambda: open(inside)),
            ('mkdir', lambda: os.mkdir(inside)),
            ('listdir', lambda: os.listdir('/nope')),
            ('notdir', lambda: os.listdir(file)),
            ('rmdir', lambda: os.rmdir(base)),
            ('remove', lambda: os.remove('/nope')),
            ('path', lambda: pathlib.Path('/nope').read_text()),
            ('stat', lambda: os.stat('/nope')),
            ('rename', lambda: os.rename('/nope', '/nope2')),
            ('makedirs', lambda: os.makedirs(inside)),
            ('rmtree', lambda: shutil.rmtree('/nope')),
            ('copy', lambda: shutil.copy('/nope', base)),
            ('given2', lambda: (_ for _ in ()).throw(OSError(2, 'gone', 'x.csv'))),
            ('given13', lambda: (_ for _ in ()).throw(OSError(13, 'denied'))),
            ('given17', lambda: (_ for _ in ()).throw(OSError(17, 'there'))),
            ('given28', lambda: (_ for _ in ()).throw(OSError(28, 'full'))),
            ('given111', lambda: (_ for _ in ()).throw(OSError(111, 'refused'))),
            ('given110', lambda: (_ for _ in ()).throw(OSError(110, 'late'))),
            ('named', lambda: (_ for _ in ()).throw(OSError(errno.ENOENT, os.strerror(errno.ENOENT)))),
            ('badfd', lambda: os.close(999)),
        ]:
            try:
                f()
                seen.append((label, None))
            except OSError as e:
                seen.append((label, type(e).__name__, e.errno, str(e).replace(base, 'BASE'), errno.errorcode.get(e.errno)))
        os.makedirs(inside, exist_ok=True)
        shutil.rmtree(base)
        self.left = os.path.exists(base)
        self.seen = seen
        self.next(self.read)

    @catch(var='err')
    @step
    def read(self):
        with open('missing.csv') as f:
            self.text = f.read()
        self.next(self.end)

    @step
    def end(self):
        print(self.err.type, self.err.exception)


if __name__ == "__main__":
    Errnos()
