// What every page must hold, looked at on every page that a journey meets.
import { readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { createRequire } from 'node:module';
import { HtmlValidate } from 'html-validate';
import { layoutShift, linkAndFormFaults, smallTargets, widerThanScreen } from './in_page.mjs';

const LIMITS = { html: 14_600, htmlAndCss: 25_000, js: 15_000, all: 100_000, requests: 5 };
const MOST_LAYOUT_SHIFT = 0.05;
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const validator = new HtmlValidate({ extends: ['html-validate:standard'] });
const assets = new Map();

/** A resource as a phone without a cache gets it: compressed bytes and headers. */
function onTheWire(url) {
  if (!assets.has(url)) {
    assets.set(url, new Promise((resolve, reject) => {
      const headers = { 'accept-encoding': 'br, gzip' };
      const asked = httpRequest(url, { headers }, (answer) => {
        let bytes = 0;
        answer.on('data', (chunk) => (bytes += chunk.length)).on('end', () => resolve({ bytes, headers: answer.headers })).on('error', reject);
      });
      asked.on('error', reject).end();
    }));
  }
  return assets.get(url);
}

/** What keeps an asset from being fetched once and in few bytes. */
async function assetFaults(url) {
  const { bytes, headers } = await onTheWire(url);
  const text = /text|javascript|json|svg/.test(headers['content-type'] ?? '');
  const faults = [];
  if (text && bytes > 1_000 && !headers['content-encoding']) faults.push(`asset not compressed: ${url}`);
  if (!/max-age=(?!0)/.test(headers['cache-control'] ?? '')) faults.push(`asset not kept by the browser: ${url}`);
  return faults;
}

/** Keeps what a page loads and complains about; `audit` reads it. */
export class PageRecord {
  constructor(page) {
    this.complaints = [];
    this.foreign = new Set();
    this.document = null;
    page.on('console', (message) => {
      const aboutThePageItself = message.location().url === page.url() && /status of 4\d\d/.test(message.text());
      if (message.type() === 'error' && !aboutThePageItself) this.complaints.push(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => this.complaints.push(`script: ${error.message}`));
    page.on('request', (request) => {
      const own = this.origin === undefined || request.url().startsWith('data:') || new URL(request.url()).origin === this.origin;
      if (!own) this.foreign.add(request.url());
    });
    page.on('response', (response) => {
      const request = response.request();
      if (request.isNavigationRequest() && request.frame() === page.mainFrame() && ![301, 302, 303, 307, 308].includes(response.status())) {
        this.document = response;
        this.origin = new URL(response.url()).origin;
      }
    });
  }
}

async function weightFaults(page, record) {
  const { responseBodySize: html } = await record.document.request().sizes();
  const { resources, icons } = await page.evaluate(() => ({
    resources: performance.getEntriesByType('resource').map(({ name }) => name),
    icons: [...document.querySelectorAll('link[rel~=icon]')].map((link) => link.href),
  }));
  const loaded = [...new Set([...resources, ...icons])].filter((url) => url.startsWith(record.origin));
  const sum = async (kind) => {
    const sizes = await Promise.all(loaded.filter((url) => kind.test(new URL(url).pathname)).map(onTheWire));
    return sizes.reduce((total, { bytes }) => total + bytes, 0);
  };
  const found = {
    html, htmlAndCss: html + (await sum(/\.css$/)), js: await sum(/\.m?js$/), all: html + (await sum(/./)), requests: loaded.length + 1,
  };
  const heavy = Object.keys(LIMITS).filter((name) => found[name] > LIMITS[name]).map((name) => `weight: ${name} ${found[name]} over ${LIMITS[name]}`);
  return [...heavy, ...(await Promise.all(loaded.map(assetFaults))).flat()];
}

async function markupFaults(source) {
  const report = await validator.validateString(source);
  const invalid = report.results.flatMap(({ messages }) => messages)
    .map(({ ruleId, message, line }) => `html: line ${line}, ${ruleId}: ${message}`);
  const inline = [...source.matchAll(/<style\b|\sstyle=|<script(?![^>]*\bsrc=)[^>]*>|<[^>]+\son\w+=|href="(?:#|javascript:[^"]*)"/g)];
  return [...invalid, ...inline.map(([text]) => `inline: ${text.trim()}`)];
}

async function axeFaults(page, scheme) {
  await page.emulateMedia({ colorScheme: scheme });
  const violations = await page.evaluate(async () => {
    const result = await window.axe.run(document, { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } });
    return result.violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).slice(0, 3).join(' ')}`);
  });
  return violations.map((violation) => `axe, ${scheme}: ${violation}`);
}

async function fitFaults(page) {
  const usual = page.viewportSize();
  const small = await page.evaluate(smallTargets);
  await page.setViewportSize({ width: 320, height: 640 });
  const wide = await page.evaluate(widerThanScreen);
  await page.setViewportSize(usual);
  return [...small.map((target) => `target under 44 px: ${target}`), ...wide.map((element) => `wider than 320 px: ${element}`)];
}

async function shiftFaults(page) {
  const shift = await page.evaluate(layoutShift);
  return shift > MOST_LAYOUT_SHIFT ? [`layout: what was shown moved by ${shift.toFixed(2)}`] : [];
}

/** Every fault of the page now shown; empty when there is none. */
export async function audit(page, record, { javaScript = true } = {}) {
  await page.waitForLoadState('load');
  const source = (await record.document.body()).toString('utf8');
  const faults = [
    // Before the screen is made smaller: that moves everything. Without scripts no observer can run.
    ...(javaScript ? await shiftFaults(page) : []),
    ...(await markupFaults(source)),
    ...(await weightFaults(page, record)),
    ...(await fitFaults(page)),
    ...(await page.evaluate(linkAndFormFaults)),
    ...[...record.foreign].map((url) => `third party: ${url}`),
    ...record.complaints,
  ];
  const encoding = await record.document.headerValue('content-encoding');
  if (source.length > 1_000 && !encoding) faults.push('weight: the page is not compressed');
  // Without scripts axe cannot run; the markup is the same, and was run through it with scripts.
  if (javaScript) {
    await page.evaluate(axeSource);
    faults.push(...(await axeFaults(page, 'dark')), ...(await axeFaults(page, 'light')));
  }
  record.complaints = [];
  record.foreign.clear();
  return faults;
}
