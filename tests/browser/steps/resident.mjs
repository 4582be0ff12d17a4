// What a resident does, by what is written on the pages.
import assert from 'node:assert/strict';
import { said } from '../texts.mjs';

/** Positions of the phases of the demonstration's open consultation. */
const PHASES = { questionnaire: 1, opinion: 2, proposal: 3, decision: 4 };
const RECEIPT = /\/suivi\/([A-Za-z0-9-]{6,})/;
const MOST_STEPS = 40;

/** From the site's first page to the first consultation that is open. */
export async function opensTheConsultation(person) {
  await person.open('/');
  await person.pressThis(person.main.getByRole('heading', { level: 2 }).getByRole('link'));
}

/** From the site's first page into a phase. */
export async function entersPhase(person, kind) {
  await opensTheConsultation(person);
  await person.pressThis(person.main.locator(`a[href$="/etape/${PHASES[kind]}"]`));
  await person.press(`phase-start-${kind}`);
}

/** The same page comes back, says what is wrong, and leads to the field. */
export async function isToldWhatIsWrong(person) {
  assert.equal(person.status, 422, `${person.path} did not refuse`);
  assert.match(await person.page.title(), /^Erreur\s:/);
  await person.sees('common-error-summary');
  const target = await person.main.getByRole('alert').getByRole('link').first().getAttribute('href');
  assert.equal(await person.page.locator(target).count(), 1, `${target} leads nowhere`);
}

/** Answers every question, wrongly first where that is possible, up to the page where all answers are looked over. */
export async function answersEveryQuestion(person) {
  await entersPhase(person, 'questionnaire');
  await person.press('common-continue');
  await isToldWhatIsWrong(person);
  for (let step = 0; person.path.includes('/question/'); step += 1) {
    assert.ok(step < MOST_STEPS, 'the questionnaire does not end');
    await answersOneQuestion(person);
    await person.press('common-continue');
  }
  assert.match(person.path, /\/verifier$/);
}

async function answersOneQuestion(person) {
  const [radios, boxes, texts] = ['radio', 'checkbox', 'textbox'].map((role) => person.main.getByRole(role));
  if (await radios.count()) return radios.first().check();
  const text = texts.first();
  if (!(await text.count())) return boxes.first().check();
  const digits = /numeric|decimal/.test((await text.getAttribute('inputmode')) ?? '');
  if (!digits) return text.fill('Des repas à prix doux');
  await text.fill('deux et demi');
  await person.press('common-continue');
  await isToldWhatIsWrong(person);
  assert.equal(await text.inputValue(), 'deux et demi', 'what was typed is lost');
  return text.fill('3');
}

/** Goes back from the page of all answers to the first question, answers otherwise, and is back. */
export async function changesTheFirstAnswer(person) {
  await person.pressThis(person.main.getByRole('link', { name: said('common-change', { whole: false }) }));
  assert.match(person.path, /\/(question|corriger)\/1$/);
  await person.main.getByRole('radio').nth(1).check();
  await person.pressFirst();
}

/** Answers, looks over and sends; returns the receipt code. */
export async function sendsAnswers(person) {
  await answersEveryQuestion(person);
  await person.press('common-send');
  await person.sees('receipt-thanks-title');
  return receiptCode(person);
}

/** Writes a proposal and sends it, through the page of similar ones if there are; returns its receipt code. */
export async function proposes(person, title, text) {
  await entersPhase(person, 'proposal');
  await writesProposal(person, title, text);
  if (!(await hasReceipt(person))) await person.press('propose-similar-send');
  await person.sees('receipt-thanks-title');
  return receiptCode(person);
}

export async function writesProposal(person, title, text) {
  await person.fill('propose-field-title', title);
  await person.fill('propose-field-text', text);
  await person.pressFirst();
}

/** Says so often what they think of the next statement. */
export async function givesOpinions(person, times) {
  await entersPhase(person, 'opinion');
  for (let time = 0; time < times; time += 1) await person.press(['opinion-agree', 'opinion-disagree', 'opinion-pass'][time % 3]);
}

/** Ticks the first options of the ballot, and no other. */
export async function ticks(person, count) {
  const options = await person.main.getByRole('checkbox').all();
  for (const [index, option] of options.entries()) await option.setChecked(index < count);
  await person.pressFirst();
}

/** Picks the first two options and votes; returns the receipt code. */
export async function votes(person) {
  await entersPhase(person, 'decision');
  await ticks(person, 2);
  await person.sees('receipt-thanks-title');
  return receiptCode(person);
}

/** On any device: types the code, sees the contribution. */
export async function looksUp(person, code) {
  await person.open('/suivi');
  await person.main.getByRole('textbox').fill(code);
  await person.press('receipt-find-send');
  assert.equal(person.status, 200);
  await person.sees('receipt-title');
}

/** Types a proof code on the page that finds votes. */
export async function asksTheBox(person, code) {
  await person.open('/verifier');
  await person.main.getByRole('textbox').fill(code);
  await person.press('box-ask-send');
}

/** From the receipt, takes everything back. */
export async function withdraws(person) {
  await person.press('receipt-withdraw');
  await person.press('receipt-withdraw-send');
  await person.sees('receipt-state-withdrawn');
}

async function hasReceipt(person) {
  return RECEIPT.test(`${person.path} ${await person.main.innerHTML()}`);
}

async function receiptCode(person) {
  const found = RECEIPT.exec(person.path) ?? RECEIPT.exec(await person.main.innerHTML());
  assert.ok(found, `no receipt code on ${person.path}`);
  return found[1];
}
