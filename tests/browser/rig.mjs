// Starts the product as a newcomer does, `tablee demo`, and a phone's browser in front of it.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const ROOT = new URL('../../', import.meta.url).pathname;
const PHONE = { width: 360, height: 740 };
const READY_WITHIN_MS = 30_000;
const ROLES = { administrator: /administrat/i, institution: /institution/i, facilitator: /facilit|anim/i, auditor: /audit/i, reader: /reader|lect/i };

function binary() {
  const folder = process.env.CARGO_TARGET_DIR ?? join(ROOT, 'target');
  const path = process.env.TABLEE_BINARY ?? join(folder, 'debug', 'tablee');
  if (!existsSync(path)) throw new Error(`${path} is missing: cargo build`);
  return path;
}

function browserPath() {
  const known = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  const path = known.find((candidate) => candidate && existsSync(candidate));
  if (!path) throw new Error('Chromium is missing: apt-get install chromium, or set CHROMIUM');
  return path;
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** The sign-in links that the demonstration prints, by role. */
export function signInLinks(printed) {
  const links = {};
  let heading = '';
  for (const line of printed.split('\n')) {
    const link = /https?:\/\/\S+\/connexion\/\S+/.exec(line)?.[0];
    const words = line.replace(link ?? '', '');
    const role = Object.keys(ROLES).find((name) => ROLES[name].test(words) || (!/\w{3}/.test(words) && ROLES[name].test(heading)));
    if (link && role) links[role] = link;
    if (!link) heading = line;
  }
  return links;
}

async function untilReady(address, server, printed) {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline) {
    if (server.exitCode !== null) throw new Error(`tablee demo ended with ${server.exitCode}:\n${printed()}`);
    const answer = await fetch(`${address}/ready`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`tablee demo was not ready within ${READY_WITHIN_MS} ms:\n${printed()}`);
}

/** A demonstration of its own, in a new folder, on a free port. */
export async function startDemo() {
  const data = mkdtempSync(join(tmpdir(), 'tablee-journey-'));
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const server = spawn(binary(), ['demo', '--data', join(data, 'data'), '--listen', `127.0.0.1:${port}`, '--fresh'], {
    cwd: data,
    // The settings of whoever runs the journeys are not those of the demonstration.
    env: Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('TABLEE_'))),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (chunk) => (output += chunk));
  const killed = () => server.kill('SIGKILL');
  process.once('exit', killed);
  const ended = new Promise((resolve) => server.once('close', resolve));
  const stop = async () => {
    server.kill('SIGTERM');
    const impatience = setTimeout(killed, 5_000);
    await ended;
    clearTimeout(impatience);
    process.off('exit', killed);
    rmSync(data, { recursive: true, force: true });
  };
  try {
    await untilReady(address, server, () => output);
  } catch (error) {
    await stop();
    throw error;
  }
  return { address, data: join(data, 'data'), links: signInLinks(output), sessions: new Map(), printed: () => output, stop };
}

export function startBrowser() {
  const quiet = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
  return chromium.launch({ executablePath: browserPath(), chromiumSandbox: false, args: quiet });
}

/** A small phone with an empty cookie jar. */
export function phone(browser, { javaScript = true } = {}) {
  return browser.newContext({
    viewport: PHONE,
    isMobile: true,
    hasTouch: true,
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    javaScriptEnabled: javaScript,
    serviceWorkers: 'block',
  });
}
