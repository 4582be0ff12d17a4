// What a resident does, by what is written on the pages.
import assert from 'node:assert/strict';

export const CONSULTATION = 'bien-manger-pres-de-chez-nous';
export const PHASES = { questionnaire: 1, proposal: 2, opinion: 3, decision: 4 };
const RECEIPT = /\/suivi\/([A-Za-z0-9-]{6,})/;
const MOST_STEPS = 40;

/** From the site's first page to the start of a phase. */
export async function goesToPhase(person, kind) {
  await person.open('/');
  await person.follow(`/c/${CONSULTATION}`);
  await person.follow(`/c/${CONSULTATION}/etape/${PHASES[kind]}`);
}

/** Answers every question with the first thing that may be answered, then looks over and sends. */
export async function answersTheQuestionnaire(person) {
  await goesToPhase(person, 'questionnaire');
  await person.pressFirst();
  for (let step = 0; person.path.includes('/question/'); step += 1) {
    assert.ok(step < MOST_STEPS, 'the questionnaire does not end');
    await answersOneQuestion(person);
    await person.press('common-continue');
  }
  assert.match(person.path, /\/verifier$/);
  await person.press('common-send');
  return receiptCode(person);
}

async function answersOneQuestion(person) {
  const [radios, boxes, texts] = ['radio', 'checkbox', 'textbox'].map((role) => person.main.getByRole(role));
  if (await radios.count()) return radios.first().check();
  if (await boxes.count()) return boxes.first().check();
  const text = texts.first();
  const digits = /numeric|decimal/.test((await text.getAttribute('inputmode')) ?? '');
  return text.fill(digits ? '3' : 'Des repas à prix doux');
}

/** Writes a proposal and sends it; returns its receipt code. */
export async function proposes(person, title, text) {
  await goesToPhase(person, 'proposal');
  if (!person.path.endsWith('/proposer')) await person.follow(`/c/${CONSULTATION}/etape/${PHASES.proposal}/proposer`);
  const [first, second] = await person.main.getByRole('textbox').all();
  await first.fill(title);
  await second.fill(text);
  for (let step = 0; !(await hasReceipt(person)); step += 1) {
    assert.ok(step < 4, 'the proposal is not taken');
    await person.pressFirst();
  }
  return receiptCode(person);
}

/** Says so often what they think of the next statement. */
export async function givesOpinions(person, times) {
  await goesToPhase(person, 'opinion');
  if (!person.path.endsWith('/avis')) await person.follow(`/c/${CONSULTATION}/etape/${PHASES.opinion}/avis`);
  for (let time = 0; time < times; time += 1) await person.pressFirst();
}

/** Picks the first two options and votes. */
export async function votes(person) {
  await goesToPhase(person, 'decision');
  if (!person.path.endsWith('/voter')) await person.follow(`/c/${CONSULTATION}/etape/${PHASES.decision}/voter`);
  const options = await person.main.getByRole('checkbox').all();
  for (const option of options.slice(0, 2)) await option.check();
  for (let step = 0; !(await hasReceipt(person)); step += 1) {
    assert.ok(step < 3, 'the vote is not taken');
    await person.pressFirst();
  }
  return receiptCode(person);
}

/** On any device: types the code, sees the contribution. */
export async function looksUp(person, code) {
  await person.open('/suivi');
  await person.main.getByRole('textbox').first().fill(code);
  await person.pressFirst();
  assert.equal(person.status, 200);
}

async function hasReceipt(person) {
  return RECEIPT.test(`${person.path} ${await person.main.innerHTML()}`);
}

async function receiptCode(person) {
  const found = RECEIPT.exec(person.path) ?? RECEIPT.exec(await person.main.innerHTML());
  assert.ok(found, `no receipt code on ${person.path}`);
  return found[1];
}
