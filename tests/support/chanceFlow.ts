import { linearFlow } from './pythonFlows';

/** A step that draws on all chance and reads all clocks, and stores a traceback's text. */
export const chanceFlow = linearFlow(
  {
    start: `
print(random.random(), uuid.uuid4(), secrets.token_hex(4), os.urandom(4).hex(), random.SystemRandom().random())
print(hash("text"), list({"a", "b", "c", "d"}), uuid.uuid1())
print(time.time(), time.time_ns(), time.monotonic(), time.perf_counter_ns(), datetime.datetime.now(), time.localtime()[:6])
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
  'import uuid, secrets, datetime, traceback',
);

/** What it prints with the seed 7, in every engine. Instant 2 s of the run, in UTC, and 1.5 s later. */
export const chanceLines = [
  '0.32383276483316237 9e12154a-2705-43f7-9168-05aa9cd7fc7d b1dd1721 b133cf0f 0.7775073586379608',
  "1303370761 ['a', 'c', 'b', 'd'] d1f4ed00-e6a4-11f0-89a7-9d13c1d16d9c",
  '1767225602.0 1767225602000000000 2.0 2000000000 2026-01-01 00:00:02 (2026, 1, 1, 0, 0, 2)',
  "1767225603.5 2026-01-01T00:00:03.500000+00:00 00:00:03 UTC ('UTC', 'UTC')",
];
