// One demonstration and one browser for the journeys of a file.
import { after, before, test } from 'node:test';
import { Person } from './person.mjs';
import { startBrowser, startDemo } from './rig.mjs';

/**
 * Declares journeys that share a demonstration: `{ title: async (arrive) => … }`, where
 * `arrive(name, { javaScript })` gives a person with a phone of their own.
 */
export function journeys(all) {
  let demo, browser;
  before(async () => ([demo, browser] = await Promise.all([startDemo(), startBrowser()])));
  after(async () => {
    await browser?.close();
    await demo?.stop();
  });
  for (const [title, journey] of Object.entries(all)) {
    test(title, { timeout: 300_000 }, async () => {
      const people = [];
      const arrive = async (name, options) => {
        const person = await Person.arrives(browser, demo, name, options);
        people.push(person);
        return person;
      };
      try {
        await journey(arrive);
      } catch (error) {
        for (const person of people) await person.showsWhereItStopped();
        throw error;
      }
      for (const person of people) await person.leaves();
    });
  }
}
