// A resident takes part in each kind of phase.
import assert from 'node:assert/strict';
import { journeys } from '../journey.mjs';
import {
  answersEveryQuestion, asksTheBox, changesTheFirstAnswer, entersPhase, givesOpinions, isToldWhatIsWrong, looksUp, opensTheConsultation,
  proposes, sendsAnswers, ticks, votes, withdraws, writesProposal,
} from '../steps/resident.mjs';

journeys({
  'a resident answers the questionnaire, looks over, changes and sends': async (arrive) => {
    const resident = await arrive('habitante');
    await answersEveryQuestion(resident);
    await changesTheFirstAnswer(resident);
    assert.match(resident.path, /\/verifier$/);
    await resident.press('common-send');
    await resident.press('receipt-print');
    await resident.sees('receipt-print-said');
  },
  'on another device the code shows the answers, changes and takes them back': async (arrive) => {
    const code = await sendsAnswers(await arrive('habitant-envoie'));
    const elsewhere = await arrive('autre-telephone');
    await elsewhere.open('/suivi');
    await elsewhere.main.getByRole('textbox').fill(code.slice(0, -1) + (code.endsWith('A') ? 'B' : 'A'));
    await elsewhere.press('receipt-find-send');
    await isToldWhatIsWrong(elsewhere);
    await looksUp(elsewhere, code.toLowerCase().replaceAll('-', ' '));
    await elsewhere.press('receipt-correct');
    await changesTheFirstAnswer(elsewhere);
    await looksUp(elsewhere, code);
    await withdraws(elsewhere);
  },
  'two people answer on one phone': async (arrive) => {
    const home = await arrive('famille');
    await votes(home);
    await home.press('common-next-person');
    await entersPhase(home, 'decision');
    assert.equal(await home.main.getByRole('checkbox', { checked: true }).count(), 0, 'the ballot of the first shows');
  },
  'a resident proposes, changes it and takes it back': async (arrive) => {
    const resident = await arrive('habitant-propose');
    await entersPhase(resident, 'proposal');
    await writesProposal(resident, '', 'On y met les épluchures.');
    await isToldWhatIsWrong(resident);
    const code = await proposes(resident, 'Un composteur par immeuble', 'On y met les épluchures. Le jardin les reprend.');
    await looksUp(resident, code);
    await resident.sees('receipt-state-waiting');
    await resident.seesText('Un composteur par immeuble');
    await resident.press('receipt-correct');
    await writesProposal(resident, 'Deux composteurs par immeuble', 'On y met les épluchures. Le jardin les reprend.');
    await looksUp(resident, code);
    await resident.seesText('Deux composteurs par immeuble');
    await withdraws(resident);
  },
  'a resident finds a similar proposal and stands behind it': async (arrive) => {
    const resident = await arrive('habitante-soutient');
    await entersPhase(resident, 'proposal');
    await writesProposal(resident, 'Un frigo partagé au centre social', 'Chacun pose ce qu’il a en trop et prend ce qu’il lui faut.');
    await resident.sees('propose-similar-title');
    await resident.pressAbout('proposal-support', 'frigo');
    await opensTheConsultation(resident);
    await resident.press('consultation-proposals');
    await resident.pressThis(resident.main.getByRole('heading', { level: 2 }).getByRole('link'));
  },
  'a resident says what they think, and changes their mind': async (arrive) => {
    const resident = await arrive('habitante-avis');
    await givesOpinions(resident, 3);
    await resident.press('opinion-previous');
    await resident.press('opinion-agree');
    await resident.press('opinion-stop');
  },
  'a resident votes, ticks too many, changes the vote and takes it back': async (arrive) => {
    const resident = await arrive('habitant-vote');
    await entersPhase(resident, 'decision');
    await ticks(resident, 3);
    await isToldWhatIsWrong(resident);
    const code = await votes(resident);
    await looksUp(resident, code);
    await resident.press('receipt-correct');
    await ticks(resident, 1);
    await looksUp(await arrive('autre-appareil'), code);
    await looksUp(resident, code);
    await withdraws(resident);
  },
  'a resident checks that the vote is in the box, by its proof code': async (arrive) => {
    const resident = await arrive('habitante-verifie');
    await votes(resident);
    const code = await resident.main.locator('.proof .code').innerText();
    await resident.press('receipt-proof-check');
    await resident.sees('box-waiting-title');
    await resident.press('box-see-log');
    await resident.sees('box-heads-what');
    await resident.press('box-log-check');
    await asksTheBox(resident, code.replace(/^./, (sign) => (sign === 'a' ? 'b' : 'a')));
    await isToldWhatIsWrong(resident);
    await asksTheBox(resident, code.toUpperCase());
    await resident.sees('box-waiting-title');
  },
  'a visitor reads what is published of a vote that is over': async (arrive) => {
    const visitor = await arrive('observatrice');
    await visitor.open('/');
    await visitor.pressThis(visitor.main.getByRole('link', { name: 'Une cantine pour tous' }));
    await visitor.pressThis(visitor.main.getByRole('link', { name: 'Que penser de ces menus' }));
    await visitor.press('vote-statement-log');
    await visitor.sees('box-head-closing');
    for (const file of ['urne.json', 'resultat.json', 'recomptage.json']) {
      const link = visitor.main.locator(`a[href$="/${file}"]`);
      const answer = await visitor.page.request.get(new URL(await link.getAttribute('href'), visitor.page.url()).href);
      assert.equal(answer.status(), 200, file);
      assert.equal(typeof (await answer.json()), 'object', file);
    }
  },
  'someone looks around: the workshop, a consultation that is over, the help pages': async (arrive) => {
    const visitor = await arrive('visiteuse');
    await opensTheConsultation(visitor);
    for (const path of ['/aide', '/accessibilite', '/donnees-personnelles', '/aide/api', '/connexion', '/nulle-part', '/suivi/ABCD-EFGH-JKMN']) await visitor.open(path);
    await visitor.open('/');
    await visitor.pressThis(visitor.main.getByRole('listitem').getByRole('link'));
    for (const link of await visitor.linksOf('/c/')) await visitor.open(link);
  },
});
