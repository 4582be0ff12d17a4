// A resident takes part in each kind of phase.
import { journeys } from '../journey.mjs';
import { answersTheQuestionnaire, givesOpinions, looksUp, proposes, votes } from '../steps/resident.mjs';

journeys({
  'a resident answers the questionnaire and finds the answers again by the code': async (arrive) => {
    const code = await answersTheQuestionnaire(await arrive('habitante'));
    await looksUp(await arrive('autre-telephone'), code);
  },
  'a resident proposes': async (arrive) => {
    const resident = await arrive('habitant-propose');
    const code = await proposes(resident, 'Un composteur par immeuble', 'On y met les épluchures. Le jardin les reprend.');
    await looksUp(resident, code);
    await resident.seesText('Un composteur par immeuble');
  },
  'a resident says what they think of statements': async (arrive) => {
    await givesOpinions(await arrive('habitante-avis'), 3);
  },
  'a resident votes': async (arrive) => {
    const resident = await arrive('habitant-vote');
    await looksUp(resident, await votes(resident));
  },
});
