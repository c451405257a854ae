/**
 * Finds a Chromium-family browser for the tests, or gets one. `node tests/tools/ensureBrowser.mjs` prints its path.
 * In order: FAULTLINE_CHROMIUM, what is installed, apt (Debian, as root), Playwright's own download.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const oldestMajor = 120;

/** Browsers that seem to be installed, best first. */
function browserCandidates() {
  const chosen = process.env['FAULTLINE_CHROMIUM'] ?? '';
  return [...new Set([chosen, ...installPaths(), chromium.executablePath()])].filter((file) => existsSync(file));
}

/** Keeps the browser from talking to its maker; root has no right to Chromium's own sandbox. */
function browserArguments() {
  const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-quic'];
  const isRoot = process.getuid?.() === 0;
  return process.platform === 'linux' && (isRoot || process.env['CI']) ? [...quiet, '--no-sandbox'] : quiet;
}

/** Launch options of Playwright for the best browser here; its own where none seems to be installed. */
export function browserLaunch() {
  const [executablePath] = browserCandidates();
  return { args: browserArguments(), ...(executablePath === undefined ? {} : { executablePath }) };
}

/**
 * The path of a browser that starts.
 * @throws {Error} One sentence that says what to do.
 */
export async function ensureBrowser() {
  const installed = await firstThatStarts();
  if (installed !== null) return installed;
  process.stderr.write('No Chrome, Chromium or Edge found: getting one for the tests.\n');
  for (const obtain of waysToObtain()) {
    if (!obtain()) continue;
    const obtained = await firstThatStarts();
    if (obtained !== null) return obtained;
  }
  throw new Error(
    'Install Chrome, Chromium or Edge (Debian: apt-get install chromium), or set FAULTLINE_CHROMIUM to one.',
  );
}

/** @returns {string[]} */
function installPaths() {
  const { env } = process;
  if (process.platform === 'darwin') {
    return ['/Applications', path.join(env['HOME'] ?? '', 'Applications')].flatMap((folder) =>
      ['Google Chrome', 'Chromium', 'Microsoft Edge'].map((name) => `${folder}/${name}.app/Contents/MacOS/${name}`),
    );
  }
  if (process.platform === 'win32') {
    const bases = [env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']].filter(
      (base) => base !== undefined,
    );
    const names = [
      'Google/Chrome/Application/chrome.exe',
      'Chromium/Application/chrome.exe',
      'Microsoft/Edge/Application/msedge.exe',
    ];
    return bases.flatMap((base) => names.map((name) => path.join(base, name)));
  }
  const folders = [...(env['PATH'] ?? '').split(':').filter(Boolean), '/usr/bin', '/snap/bin'];
  const names = [
    'chromium',
    'chromium-browser',
    'google-chrome-stable',
    'google-chrome',
    'microsoft-edge-stable',
    'microsoft-edge',
  ];
  return folders.flatMap((folder) => names.map((name) => path.join(folder, name)));
}

async function firstThatStarts() {
  for (const candidate of browserCandidates()) {
    if (await starts(candidate)) return candidate;
  }
  return null;
}

/**
 * A file that exists may still be a stub, or lack libraries.
 * @param {string} executablePath
 */
async function starts(executablePath) {
  try {
    const browser = await chromium.launch({ executablePath, args: browserArguments(), timeout: 60_000 });
    const major = Number.parseInt(browser.version(), 10);
    await browser.close();
    return major >= oldestMajor;
  } catch {
    return false;
  }
}

function waysToObtain() {
  const aptWorks = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  const playwright = path.join(
    path.dirname(fileURLToPath(import.meta.resolve('playwright-core/package.json'))),
    'cli.js',
  );
  return [...(aptWorks ? [installByApt] : []), () => succeeds(process.execPath, [playwright, 'install', 'chromium'])];
}

function installByApt() {
  const options = ['-y', '-q', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300'];
  // A failed update may still leave lists that are good enough.
  succeeds('apt-get', ['update', '-q']);
  return succeeds('apt-get', ['install', ...options, 'chromium', 'fonts-dejavu-core']);
}

/**
 * @param {string} command
 * @param {string[]} args
 */
function succeeds(command, args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // What they print goes to stderr: stdout is for the path.
  return spawnSync(command, args, { stdio: ['ignore', 2, 2], timeout: 600_000, env }).status === 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.stdout.write(`${await ensureBrowser()}\n`);
}
