/**
 * Finds a Firefox for the tests that compare engines, or gets one. `null` where there is none to be had: those tests
 * are skipped then, and say so. In order: FAULTLINE_FIREFOX, what is installed, apt (Debian, as root).
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

/** The path of an installed Firefox, or null. */
export function installedFirefox() {
  const chosen = process.env['FAULTLINE_FIREFOX'] ?? '';
  return [chosen, ...installPaths()].find((file) => file !== '' && existsSync(file)) ?? null;
}

/** The same, after trying to get one. */
export function ensureFirefox() {
  const installed = installedFirefox();
  if (installed !== null) return installed;
  const aptWorks = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (aptWorks) installByApt();
  const obtained = installedFirefox();
  if (obtained === null) {
    process.stderr.write(
      'No Firefox found: the tests that compare it with Chromium are SKIPPED. ' +
        'Install Firefox (Debian: apt-get install firefox-esr), or set FAULTLINE_FIREFOX to one.\n',
    );
  }
  return obtained;
}

/** @returns {string[]} */
function installPaths() {
  const { env } = process;
  if (process.platform === 'darwin') return ['/Applications/Firefox.app/Contents/MacOS/firefox'];
  if (process.platform === 'win32') {
    return [env['PROGRAMFILES'], env['PROGRAMFILES(X86)']]
      .filter((base) => base !== undefined)
      .map((base) => path.join(base, 'Mozilla Firefox/firefox.exe'));
  }
  const folders = [...(env['PATH'] ?? '').split(':').filter(Boolean), '/usr/bin'];
  return folders.flatMap((folder) => ['firefox-esr', 'firefox'].map((name) => path.join(folder, name)));
}

function installByApt() {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = ['-y', '-q', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300'];
  spawnSync('apt-get', ['update', '-q'], { stdio: ['ignore', 2, 2], timeout: 600_000, env });
  spawnSync('apt-get', ['install', ...options, 'firefox-esr'], { stdio: ['ignore', 2, 2], timeout: 600_000, env });
}
