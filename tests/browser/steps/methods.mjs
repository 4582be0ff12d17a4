// Opening a vote by each method, and voting by it.
import assert from 'node:assert/strict';
import { completes, NEXT_YEAR, signsIn } from './desk.mjs';

const WORDS = 'Un four\nUn jardin\nUn puits';
const COSTS = 'Un four ; 15 000\nUn jardin ; 20000\nUn puits ; 30000 €';
const QUOTAS = 'Moins de 40 ans ; Votre âge ; 1 ; 2\n40 ans ou plus ; Votre âge ; 1 ; 2';

/** Every method: what its form asks for, what can be chosen, and how a ballot is filled in. */
export const METHODS = {
  approval: { fields: { seats: '1', 'setting-at_most': '2' }, lines: WORDS, fill: ticksTheFirst },
  agree_pass: { fields: { seats: '1' }, lines: WORDS, fill: choosesInEachGroup },
  majority_judgment: { fields: { seats: '1' }, lines: WORDS, fill: choosesInEachGroup },
  schulze: { fields: { seats: '1' }, lines: WORDS, fill: ranks },
  irv: { fields: {}, lines: WORDS, fill: ranks },
  points: { fields: { seats: '1' }, lines: WORDS, fill: givesPoints },
  points_by_place: { fields: { seats: '1' }, lines: WORDS, fill: ranks },
  budget_most_votes: { fields: { 'setting-budget': '40 000 €' }, lines: COSTS, fill: ticksTheFirst },
  budget_fair_shares: { fields: { 'setting-budget': '40 000 €' }, lines: COSTS, fill: ticksTheFirst },
  priorities: { fields: { seats: '2' }, lines: WORDS, fill: ticksTheFirst },
  panel: { fields: { seats: '2' }, lines: QUOTAS, fill: choosesInEachGroup },
};

/** A consultation with one open vote by each method, made on the pages that explain them. */
export async function opensEveryMethod(institution, title) {
  await signsIn(institution, 'institution');
  await institution.open('/espace/consultations/nouvelle');
  await institution.fill('editor-new-name', title);
  await institution.press('editor-create');
  const overview = institution.path.replace(/\/textes$/, '');
  for (const [index, method] of Object.keys(METHODS).entries()) {
    await addsAVote(institution, overview, index + 1);
    await choosesTheMethod(institution, method);
    await institution.open(`${overview}/etapes/${index + 1}`);
    await institution.fill('editor-options-add', METHODS[method].lines);
    await institution.press('editor-add');
    assert.equal(institution.status, 200, `the options of ${method} are not taken`);
  }
  await institution.open(overview);
  await completes(institution);
  await institution.press('editor-schedule');
  return overview.replace('/espace/c/', '/c/');
}

async function addsAVote(institution, overview, number) {
  await institution.open(overview);
  await institution.main.locator('select[name=kind]').selectOption('decision');
  await institution.main.locator('form[action$="/etapes"] input[name=title]').fill(`Vote ${number}`);
  await institution.press('editor-phase-add');
  await institution.open(`${overview}/etapes/${number}`);
  await institution.main.locator('input[name=opens-day]').fill(`${NEXT_YEAR - 2}-01-05`);
  await institution.main.locator('input[name=opens-hour]').fill('8h');
  await institution.main.locator('input[name=closes-day]').fill(`${NEXT_YEAR}-05-20`);
  await institution.main.locator('input[name=closes-hour]').fill('18h');
  await institution.press('editor-save');
  assert.equal(institution.status, 200, 'the dates are not taken');
}

async function choosesTheMethod(institution, method) {
  await institution.press('editor-method-change');
  const link = institution.main.locator(`a[href$="/methode/${method}"]`);
  await institution.pressThis(link);
  for (const [name, value] of Object.entries(METHODS[method].fields)) await institution.main.locator(`[name="${name}"]`).fill(value);
  const lot = institution.main.locator('input[type=radio][name=ties][value=lot]');
  if (await lot.count()) await lot.check();
  await institution.press('editor-rules-save');
  assert.equal(institution.status, 200, `the rules of ${method} are not taken`);
}

/** Opens each vote of the consultation, fills in the ballot, and is thanked. */
export async function votesByEveryMethod(resident, consultation) {
  for (const [index, method] of Object.keys(METHODS).entries()) {
    await resident.open(`${consultation}/etape/${index + 1}`);
    await resident.press(method === 'panel' ? 'phase-start-panel' : 'phase-start-decision');
    await METHODS[method].fill(resident);
    await resident.press(method === 'panel' ? 'vote-volunteer' : 'vote-send');
    await resident.sees('receipt-thanks-title');
  }
}

async function ticksTheFirst({ main }) {
  await main.getByRole('checkbox').first().check();
}

async function choosesInEachGroup({ main }) {
  for (const group of await main.getByRole('group').all()) {
    if (await group.getByRole('radio').count()) await group.getByRole('radio').first().check();
  }
}

async function ranks({ main }) {
  for (const [index, rank] of (await main.getByRole('textbox').all()).entries()) await rank.fill(String(index + 1));
}

async function givesPoints({ main }) {
  await main.getByRole('textbox').first().fill('10');
}
