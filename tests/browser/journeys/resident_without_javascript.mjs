// The same, on a phone where no script runs.
import { journeys } from '../journey.mjs';
import { answersTheQuestionnaire, givesOpinions, looksUp, proposes, votes } from '../steps/resident.mjs';

journeys({
  'without scripts a resident takes part in every kind of phase': async (arrive) => {
    const resident = await arrive('sans-script', { javaScript: false });
    await looksUp(resident, await answersTheQuestionnaire(resident));
    await proposes(resident, 'Des bancs devant les commerces', 'On attend debout. Un banc aide les anciens.');
    await givesOpinions(resident, 2);
    await votes(resident);
  },
});
