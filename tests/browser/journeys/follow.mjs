// Somebody leaves an address, confirms it, is told of results, stops the mails and has the address erased.
import { journeys } from '../journey.mjs';
import { publishesResults } from '../steps/desk.mjs';
import { linkOfTheMail } from '../steps/mail.mjs';
import { isToldWhatIsWrong } from '../steps/resident.mjs';

const OVER = 'Une cantine pour tous';
const ADDRESS = 'noa.martin@valmont.example';

async function leavesAnAddress(person) {
  await person.open('/');
  await person.pressThis(person.main.getByRole('link', { name: OVER }));
  await person.press('consultation-follow');
  await person.fill('follow-email', 'noa.martin');
  await person.press('follow-send');
  await isToldWhatIsWrong(person);
  await person.fill('follow-email', ADDRESS);
  await person.press('follow-send');
  await person.sees('follow-sent-title');
  await person.open(await linkOfTheMail(person, ADDRESS, '/courriel/confirmer/'));
  await person.press('follow-confirm-button');
  await person.sees('follow-confirmed-title');
}

async function stopsAndIsForgotten(person) {
  await person.open(await linkOfTheMail(person, ADDRESS, '/courriel/arreter/'));
  await person.press('follow-stop-button');
  await person.sees('follow-stopped-title');
  await person.press('follow-resume');
  await person.open(await linkOfTheMail(person, ADDRESS, '/courriel/arreter/'));
  await person.press('follow-erase-button');
  await person.sees('follow-erased');
}

const journey = (javaScript) => async (arrive) => {
  const person = await arrive('suit', { javaScript });
  await leavesAnAddress(person);
  await publishesResults(await arrive('animatrice-publie', { javaScript }), OVER, 'Le premier changement');
  await stopsAndIsForgotten(person);
};

journeys({ 'an address is left, confirmed, written to and forgotten': journey(true) });
journeys({ 'the same on a phone where no script runs': journey(false) });
