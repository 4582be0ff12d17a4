// Every way to decide: opened from the page that explains it, voted by on a phone, and read once it is over.
import assert from 'node:assert/strict';

import { journeys } from '../journey.mjs';
import { opensEveryMethod, votesByEveryMethod } from '../steps/methods.mjs';

const COMPARED = 'La maison du quartier';
const DECISIONS = 8;

journeys({
  'an institution opens a vote by each method, and residents vote with and without scripts': async (arrive) => {
    const consultation = await opensEveryMethod(await arrive('institution-methodes'), 'Décider de onze façons');
    await votesByEveryMethod(await arrive('votante'), consultation);
    await votesByEveryMethod(await arrive('votant-sans-script', { javaScript: false }), consultation);
  },
  'everyone reads the result of each method and how it can be checked': async (arrive) => {
    const reader = await arrive('lecteur-methodes');
    await reader.open('/');
    await reader.pressThis(reader.main.getByRole('link', { name: COMPARED }));
    const results = (await reader.linksOf('/c/')).filter((link) => link.endsWith('/resultats'));
    assert.equal(results.length, DECISIONS, 'each decision has its results');
    for (const link of results) {
      await reader.open(link);
      await reader.sees('results-not-an-election');
    }
    await reader.open('/aide/votes');
  },
});
