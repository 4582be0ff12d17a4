// The report of a workshop is pasted and becomes a consultation that is open.
import { readFileSync } from 'node:fs';
import { journeys } from '../journey.mjs';
import { completes, pastesMinutes, signsIn } from '../steps/desk.mjs';

const MINUTES = readFileSync(new URL('../../../backend/demo/compte-rendu.md', import.meta.url), 'utf8')
  .replace('Bien manger près de chez nous', 'Jouer dehors près du canal');

journeys({
  'an institution pastes a report, completes the draft and opens the consultation': async (arrive) => {
    const institution = await arrive('institution-atelier');
    await signsIn(institution, 'institution');
    await pastesMinutes(institution, MINUTES);
    await completes(institution);
    await institution.press('editor-schedule');
    await institution.press('editor-public-page');
    await institution.seesText('Jouer dehors près du canal');
  },
});
