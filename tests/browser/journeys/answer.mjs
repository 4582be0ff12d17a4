// From a resident's proposal to the institution's answer, which the resident reads by the receipt code.
import { journeys } from '../journey.mjs';
import { NEXT_YEAR, opensOnTheDesk, publishesResults, signsIn } from '../steps/desk.mjs';
import { isToldWhatIsWrong, looksUp, proposes } from '../steps/resident.mjs';
import { said } from '../texts.mjs';

const OPEN = 'Bien manger près de chez nous';
const OVER = 'Une cantine pour tous';
const IDEA = 'Un verger devant la gare';
const REASON = 'Le terrain est libre. Nous plantons douze arbres à l’automne.';

async function refusesAndThinksAgain(facilitator) {
  await facilitator.pressAbout('moderation-refuse-go', 'cours de cuisine');
  await facilitator.press('moderation-refuse');
  await isToldWhatIsWrong(facilitator);
  await facilitator.main.getByRole('radio').first().check();
  await facilitator.press('moderation-refuse');
  await facilitator.sees('moderation-done-refuse');
  await facilitator.press('moderation-undo');
  await facilitator.press('moderation-undo-do');
  await facilitator.sees('moderation-done-undo');
}

async function answers(institution) {
  await institution.pressThis(institution.main.getByRole('link', { name: IDEA }));
  await institution.press('desk-answer-save');
  await isToldWhatIsWrong(institution);
  await institution.main.getByRole('radio').first().check();
  await institution.fill('desk-answer-reason', REASON);
  await institution.fill('desk-answer-body', 'Service des espaces verts');
  await institution.fill('desk-answer-person', 'Samir Benali');
  await institution.fill('desk-answer-due', `30/11/${NEXT_YEAR}`);
  await institution.press('desk-answer-save');
  await opensOnTheDesk(institution, OPEN, 'desk-nav-answers');
  await institution.main.getByRole('checkbox', { name: IDEA }).check();
  await institution.press('desk-answers-publish');
  await institution.sees('desk-answers-done');
}

const fromTheProposalToTheAnswer = (javaScript) => async (arrive) => {
  const resident = await arrive('autrice', { javaScript });
  const code = await proposes(resident, IDEA, 'On plante des pommiers. Chacun cueille en passant.');
  const facilitator = await arrive('animatrice', { javaScript });
  await signsIn(facilitator, 'facilitator');
  await opensOnTheDesk(facilitator, OPEN, 'desk-nav-moderation');
  await refusesAndThinksAgain(facilitator);
  await facilitator.pressAbout('moderation-publish', IDEA);
  await facilitator.sees('moderation-done-publish');
  const institution = await arrive('institution', { javaScript });
  await signsIn(institution, 'institution');
  await opensOnTheDesk(institution, OPEN, 'desk-nav-answers');
  await answers(institution);
  await looksUp(resident, code);
  await resident.seesText(REASON);
};

journeys({
  'a proposal is read, published and answered, and its author reads the answer by the code': fromTheProposalToTheAnswer(true),
  'a facilitator publishes results, which everyone reads': async (arrive) => {
    await publishesResults(await arrive('animatrice-resultats'), OVER, 'Le premier changement');
    const resident = await arrive('lectrice');
    await resident.open('/');
    await resident.pressThis(resident.main.getByRole('link', { name: OVER }));
    const results = (await resident.linksOf('/c/')).filter((link) => link.endsWith('/resultats'));
    for (const link of results) await resident.open(link);
    await resident.sees('results-not-an-election');
  },
  'a facilitator enters a sheet of paper for someone, who leaves with the code': async (arrive) => {
    const facilitator = await arrive('animatrice-saisie');
    await signsIn(facilitator, 'facilitator');
    await opensOnTheDesk(facilitator, OPEN, 'desk-nav-entry');
    await facilitator.pressThis(facilitator.main.getByRole('link', { name: 'Choisir par où commencer' }));
    await facilitator.press('entry-send');
    await isToldWhatIsWrong(facilitator);
    for (const label of ['entry-channel-paper', 'entry-consent-signed']) await facilitator.main.getByLabel(said(label)).check();
    await facilitator.main.getByRole('checkbox').first().check();
    await facilitator.press('entry-send');
    await facilitator.sees('entry-slip-done');
  },
  'an administrator goes through the pages of the desk': async (arrive) => {
    const administrator = await arrive('administratrice');
    await signsIn(administrator, 'administrator');
    const met = new Set();
    for (const link of await administrator.linksOf('/espace')) {
      await administrator.open(link);
      for (const further of await administrator.linksOf('/espace')) met.add(further);
    }
    for (const link of met) await administrator.open(link);
  },
});

journeys({ 'author, facilitator and institution come to the answer without scripts': fromTheProposalToTheAnswer(false) });
