// The same, on a phone where no script runs.
import { journeys } from '../journey.mjs';
import { givesOpinions, looksUp, proposes, sendsAnswers, votes, withdraws } from '../steps/resident.mjs';

journeys({
  'without scripts a resident takes part in every kind of phase': async (arrive) => {
    const resident = await arrive('sans-script', { javaScript: false });
    const code = await sendsAnswers(resident);
    await proposes(resident, 'Des bancs devant les commerces', 'On attend debout. Un banc aide les anciens.');
    await givesOpinions(resident, 2);
    await looksUp(resident, await votes(resident));
    await looksUp(resident, code);
    await withdraws(resident);
  },
});
