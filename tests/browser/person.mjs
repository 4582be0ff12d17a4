// Someone with a small phone, who finds things by what is written; every page met is audited.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { audit, PageRecord } from './page_audit.mjs';
import { phone } from './rig.mjs';
import { said } from './texts.mjs';

const SHOTS = process.env.TABLEE_SHOTS;
if (SHOTS) mkdirSync(SHOTS, { recursive: true });

export class Person {
  static async arrives(browser, demo, name, { javaScript = true } = {}) {
    const person = new Person();
    const context = await phone(browser, { javaScript });
    context.setDefaultTimeout(10_000);
    const page = await context.newPage();
    Object.assign(person, { context, page, demo, name, javaScript, record: new PageRecord(page), audited: new Set(), faults: [] });
    return person;
  }

  get main() {
    return this.page.getByRole('main');
  }

  get path() {
    return new URL(this.page.url()).pathname;
  }

  /** Status of the page now shown. */
  get status() {
    return this.record.document.status();
  }

  async open(address) {
    await this.page.goto(new URL(address, this.demo.address).href, { waitUntil: 'load' });
    await this.#look();
  }

  /** Follows a link or presses a button, whichever bears this text. */
  async press(key) {
    const name = said(key);
    await this.pressThis(this.main.getByRole('button', { name }).or(this.main.getByRole('link', { name })));
  }

  /** Presses what begins with these words and goes on with what it is about. */
  async pressAbout(key, title) {
    const name = new RegExp(`${said(key, { whole: false }).source}.*${title}`, 's');
    await this.pressThis(this.main.getByRole('button', { name }).or(this.main.getByRole('link', { name })));
  }

  async pressThis(locator) {
    const target = locator.first();
    await Promise.all([this.page.waitForEvent('framenavigated'), target.click()]);
    await this.page.waitForLoadState('load');
    await this.#look();
  }

  /** Follows the link of the page's content that goes there. */
  async follow(path) {
    await this.pressThis(this.main.locator(`a[href="${path}"], a[href^="${path}?"]`));
  }

  /** Where the links of the page's content below this path lead. */
  async linksOf(below) {
    const links = await this.main.locator(`a[href^="${below}"]`).evaluateAll((found) => found.map((link) => link.getAttribute('href')));
    return [...new Set(links)];
  }

  /** Presses the main button of the page: the first of its content. */
  async pressFirst() {
    await this.pressThis(this.main.getByRole('button').or(this.main.locator('.actions').getByRole('link')));
  }

  async fill(key, value) {
    await this.main.getByLabel(said(key, { whole: false })).first().fill(value);
  }

  async sees(key) {
    const text = await this.main.innerText();
    assert.match(text, said(key, { whole: false }), `${this.name} on ${this.path} does not see « ${key} »`);
  }

  async seesText(text) {
    const shown = (await this.main.innerText()).replace(/\s+/g, ' ');
    assert.ok(shown.includes(text), `${this.name} on ${this.path} does not see "${text}" in: ${shown.slice(0, 2_000)}`);
  }

  /** Fails with every fault of every page met, then puts the phone away. */
  async leaves() {
    await this.context.close();
    assert.deepEqual(this.faults, [], `faults on the pages that ${this.name} met`);
  }

  /** For whoever reads a failed run: the page where it stopped. */
  async showsWhereItStopped() {
    const words = await this.page.innerText('body', { timeout: 1_000 }).catch(() => '');
    console.error(`${this.name} stopped on ${this.page.url()}:\n${words.slice(0, 1_500)}`);
    if (SHOTS) await this.#shoot().catch(() => {});
    await this.context.close();
  }

  async #look() {
    assert.ok(this.status < 500, `${this.path} answered ${this.status}`);
    const heading = await this.page.getByRole('heading', { level: 1 }).first().innerText().catch(() => '');
    const page = `${this.path} (${this.status}) ${heading}`;
    // A page that shows another block, such as an answer or a message, is another page to look at.
    const blocks = await this.main.locator('h2, h3, form, [role], .official').count();
    if (this.audited.has(`${page} ${blocks}`)) return;
    this.audited.add(`${page} ${blocks}`);
    const faults = await audit(this.page, this.record, { javaScript: this.javaScript });
    this.faults.push(...faults.map((fault) => `${page}: ${fault}`));
    if (SHOTS) await this.#shoot();
  }

  async #shoot() {
    const number = String(this.audited.size).padStart(2, '0');
    const place = this.path.replace(/[^a-z0-9]+/gi, '-').replace(/^-|-$/g, '') || 'accueil';
    const file = `${this.name}-${number}-${place.slice(0, 60)}.png`.replace(/\s+/g, '-');
    await this.page.screenshot({ path: join(SHOTS, file), fullPage: true });
  }
}
