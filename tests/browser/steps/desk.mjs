// What members do at their desk, each on a device of their own.
import assert from 'node:assert/strict';

/** Opens the link that the demonstration printed for the role, and signs in. */
export async function signsIn(person, role) {
  const link = person.demo.links[role];
  assert.ok(link, `the demonstration printed no sign-in link for ${role}:\n${person.demo.printed()}`);
  await person.open(link);
  await person.pressFirst();
  assert.match(person.path, /^\/espace/);
}
