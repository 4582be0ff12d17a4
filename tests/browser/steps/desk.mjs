// What members do at their desk, each on a device of their own.
import assert from 'node:assert/strict';
import { said } from '../texts.mjs';

/** The year in which what is opened now closes. */
export const NEXT_YEAR = new Date().getFullYear() + 1;

/** Opens the link that the demonstration printed for the role, and signs in; it works once, then the same browser comes back. */
export async function signsIn(person, role) {
  const { links, sessions } = person.demo;
  if (sessions.has(role)) {
    await person.context.addCookies(sessions.get(role));
    return person.open('/espace');
  }
  const link = links[role];
  assert.ok(link, `the demonstration printed no sign-in link for ${role}:\n${person.demo.printed()}`);
  await person.open(link);
  await person.press('sign-in-enter');
  assert.match(person.path, /^\/espace/);
  sessions.set(role, await person.context.cookies());
}

/** From the desk to a page of the consultation of that title. */
export async function opensOnTheDesk(person, consultation, place) {
  await person.open('/espace');
  await person.pressThis(person.main.getByRole('link', { name: consultation }));
  await person.press(place);
}

/** Publishes the results of a phase that is over. */
export async function publishesResults(person, consultation, phase) {
  await signsIn(person, 'facilitator');
  await opensOnTheDesk(person, consultation, 'desk-nav-results');
  await person.pressThis(person.main.getByRole('link', { name: phase }));
  await person.press('desk-results-publish');
  await person.sees('desk-results-done');
}

/** Reads the minutes' text, sorts nothing, and places what was found into phases. */
export async function pastesMinutes(person, minutes) {
  await person.open('/espace');
  await person.press('desk-import');
  await person.press('minutes-import-send');
  assert.equal(person.status, 422);
  await person.fill('minutes-import-text', minutes);
  await person.press('minutes-import-send');
  await person.sees('minutes-draft-title');
  const [draft] = person.path.split('/brouillon');
  await person.main.getByLabel(said('minutes-conditions-decision')).check();
  await person.main.getByLabel(said('minutes-questionnaire-yes')).check();
  await person.pressThis(person.main.getByRole('button', { name: said('minutes-prepare-send') }));
  assert.equal(person.status, 200, 'the points are not placed');
  await person.open(draft);
}

/** Follows, one after the other, what is missing before the consultation can be scheduled. */
export async function completes(person) {
  for (let step = 0; !(await person.main.getByRole('button', { name: said('editor-schedule') }).count()); step += 1) {
    assert.ok(step < 20, 'something is always missing');
    const overview = person.path;
    await person.pressThis(person.main.getByRole('heading', { name: said('editor-missing') }).locator('xpath=following-sibling::ul[1]').getByRole('link'));
    await fillsWhatIsEmpty(person);
    await person.press('editor-save');
    assert.equal(person.status, 200, 'the texts are not taken');
    await person.open(overview);
  }
}

async function fillsWhatIsEmpty(person) {
  for (const field of await person.main.getByRole('textbox').all()) {
    if (await field.inputValue()) continue;
    const kind = `${await field.getAttribute('type')} ${await field.getAttribute('inputmode')} ${await field.getAttribute('name')}`;
    await field.fill(valueFor(kind));
  }
  for (const group of await person.main.getByRole('group').all()) {
    const radios = group.getByRole('radio');
    if ((await radios.count()) && !(await group.getByRole('radio', { checked: true }).count())) await radios.first().check();
  }
}

function valueFor(kind) {
  if (/date/.test(kind)) return `${NEXT_YEAR}-06-30`;
  if (/numeric/.test(kind)) return '12';
  if (/contact/.test(kind)) return 'donnees@valmont.example';
  return 'La Ville de Valmont';
}
