import { FaultlineError } from '../model/assert';
import { DEFAULT_MAX_WORKERS, DEFAULT_USER } from '../model/scenario';
import type { Example } from '../state/examples';
import { toBase64 } from '../state/files';
import type { DraftContent } from '../state/ports';

/**
 * An example and its files, from the site's `flows/` folder.
 *
 * @throws {FaultlineError} `example-unavailable` when one of them does not come.
 */
export async function fetchExample(example: Example, fileName: string): Promise<DraftContent> {
  const { files: names, seed, faults, services, platform, pace } = example;
  const [source, ...files] = await Promise.all([fileName, ...names].map((name) => fetchFile(name, example.title)));
  return {
    language: fileName.endsWith('.ts') ? 'typescript' : 'python',
    fileName,
    source: new TextDecoder().decode(source),
    parameters: {},
    seed,
    faults,
    services,
    platform,
    maxWorkers: DEFAULT_MAX_WORKERS,
    files: Object.fromEntries(files.map((bytes, place) => [names[place] ?? '', toBase64(bytes)])),
    user: DEFAULT_USER,
    pace,
  };
}

async function fetchFile(name: string, title: string): Promise<Uint8Array> {
  // The browser words a failure by itself only where it has no answer at all.
  const response = await fetch(`flows/${name}`).catch(() => null);
  const bytes = response?.ok === true ? await response.arrayBuffer().catch(() => null) : null;
  if (bytes !== null) return new Uint8Array(bytes);
  const message = `The example \u201c${title}\u201d could not be fetched. Your draft is as it was. Is this page offline?`;
  throw new FaultlineError('example-unavailable', message, { name });
}
