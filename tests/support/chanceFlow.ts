import { linearFlow } from './pythonFlows';

/** A step that draws on all chance and reads all clocks, and stores a traceback's text. */
export const chanceFlow = linearFlow(
  {
    start: `
print(random.random(), uuid.uuid4(), secrets.token_hex(4), os.urandom(4).hex(), random.SystemRandom().random())
print(hash("text"), list({"a", "b", "c", "d"}), uuid.uuid1(), uuid.getnode(), os.path.basename(tempfile.mkdtemp()))
print(time.time(), time.time_ns(), time.monotonic(), time.perf_counter_ns(), datetime.datetime.now(), time.localtime()[:6])
print(os.getpid(), os.listdir('/home/pyodide'), socket.gethostname(), locale.getlocale(), gc.get_count()[1:])
print(sorted(os.environ)[:3], sys.path[-1], os.cpu_count(), time.process_time(), time.get_clock_info('time').resolution)
print(asyncio.run(rounds()), asyncio.run(asyncio.to_thread(len, 'abc')), threading.Event().wait(0.25))
print(math.sin(1e22), math.gamma(4.5), 0.1 + 0.2, sys.maxsize)
time.sleep(1.5)
print(time.time(), datetime.datetime.now(datetime.timezone.utc).isoformat(), time.strftime("%H:%M:%S %Z"), time.tzname)
try:
    {}["k"]
except KeyError as e:
    self.stack = traceback.format_exc()
self.fail("as asked")
`,
    end: '',
  },
  `import uuid, secrets, datetime, traceback, socket, locale, gc, tempfile, asyncio, threading, math
async def part(seconds):
    await asyncio.sleep(seconds)
    return seconds, asyncio.current_task().get_name()
async def rounds():
    return await asyncio.gather(part(0.2), part(0.1))`,
);

/** What it prints with the seed 7, in every engine. From instant 2 s of the run on, in UTC. */
export const chanceLines = [
  '0.32383276483316237 9e12154a-2705-43f7-9168-05aa9cd7fc7d b1dd1721 b133cf0f 0.7775073586379608',
  "1303370761 ['a', 'c', 'b', 'd'] d1f4ed00-e6a4-11f0-89a7-9d13c1d16d9c 172708181667228 tmpg0qxb_1f",
  '1767225602.0 1767225602000000000 2.0 2000000000 2026-01-01 00:00:02 (2026, 1, 1, 0, 0, 2)',
  "42 ['flow.py'] emscripten ('C', 'UTF-8') (0, 0)",
  "['HOME', 'LANG', 'LC_ALL'] /lib/python3.14/site-packages 1 2.0 0.001",
  "[(0.2, 'Task-2'), (0.1, 'Task-3')] 3 False",
  '-0.8522008497671888 11.631728396567446 0.30000000000000004 2147483647',
  "1767225603.95 2026-01-01T00:00:03.950000+00:00 00:00:03 UTC ('UTC', 'UTC')",
];
