help-title = Aide
help-lead = Ici, vous dites ce que vous pensez. Et on vous répond.
help-back = Retour à l’aide

help-take-part-title = Comment donner mon avis ?
help-take-part-choose = Choisissez un sujet sur la première page.
help-take-part-press = Lisez, puis appuyez sur le bouton vert.
help-take-part-check = Relisez vos réponses. Vous pouvez les changer.
help-take-part-keep = Envoyez. Puis notez votre code de suivi.
help-take-part-free = C’est gratuit. Vous n’avez pas de compte à créer. Vous pouvez passer une question.

help-code-title = À quoi sert mon code de suivi ?
help-code-what = Il vous montre ce que devient votre idée. Il marche sur tous les téléphones.
help-code-use = Avec lui, vous pouvez changer ou retirer votre avis. C’est possible tant que l’étape est ouverte.
help-code-lost = Gardez bien ce code. Nous ne pouvons pas le retrouver pour vous.
help-code-action = Taper mon code

help-together-title = Je veux de l’aide
help-together-person = Une personne peut écrire pour vous, si vous le voulez bien. Allez au centre social ou à la mairie.
help-together-paper = Vous pouvez aussi répondre sur papier. Votre avis compte tout autant.

help-phone-title = Nous avons un seul téléphone
help-phone-shared = Ce n’est pas un souci. Le premier répond. Puis touchez « Une autre personne répond ». Chacun a son code.

help-mail-title = Dois-je donner mon adresse de courriel ?
help-mail-optional = Non, c’est vous qui voyez. Avec une adresse, vous recevez les nouvelles. Sans adresse, votre code suffit.
help-mail-stop = Dans chaque courriel, un lien permet de tout arrêter.

help-answer-title = Qui me répond ?
help-answer-who = La page du sujet dit qui décide. Elle dit aussi quand on vous répond.
help-answer-limit = Donner son avis, ce n’est pas une élection. Ceux qui répondent ne parlent pas pour tout le monde.

help-control-title = Qui contrôle les votes ?
help-control-who = Des observateurs peuvent recompter un vote terminé, sans voir les noms. Une association ou un journal, par exemple. Leur signature est alors à côté du résultat.
help-control-two = Parfois, un bulletin peut trahir une personne. Alors il faut au moins deux observateurs pour ouvrir l’urne.

help-more-title = En savoir plus
help-api-link = Pour les développeurs

help-accessibility-why = Ce site doit marcher pour tous. Il n’a pas encore été vérifié par un expert. Alors la loi nous fait écrire : « non conforme ».
help-accessibility-audit = Nous le testons quand même, à chaque changement. Voici où nous en sommes.
help-accessibility-done-title = Ce qui est fait
help-accessibility-done-size = Le texte est grand. Vous pouvez le grossir encore, rien ne se perd.
help-accessibility-done-keyboard = Tout marche au clavier. On voit où l’on est.
help-accessibility-done-reader = Les pages se lisent aussi à voix haute, avec un lecteur d’écran.
help-accessibility-done-contrast = Les couleurs se voient bien, de jour comme de nuit.
help-accessibility-done-script = Le site marche sur un vieux téléphone, même si le réseau est lent.
help-accessibility-done-words = Les phrases sont courtes. Les mots sont simples.
help-accessibility-done-table = Chaque dessin de chiffres est aussi un tableau.
help-accessibility-missing-title = Ce qui manque
help-accessibility-missing-audit = Un expert doit encore tout vérifier.
help-accessibility-missing-people = Des personnes handicapées doivent encore tester le site avec nous.
help-accessibility-missing-easy = Les textes écrits par d’autres ne sont pas toujours simples.
help-accessibility-report-title = Une page vous bloque ?
help-accessibility-report-say = Dites-le-nous. Donnez l’adresse de la page et ce qui ne va pas.
help-accessibility-report-write = Écrire à { $contact }
help-accessibility-report-person = Vous pouvez aussi le dire à la structure qui pose les questions. Elle doit vous aider d’une autre façon.
help-accessibility-rights = On ne vous répond pas ? Le Défenseur des droits peut vous aider, sans frais.
help-accessibility-rights-link = Écrire au Défenseur des droits

help-data-lead = Vous pouvez participer sans dire votre nom.
help-data-kept-title = Ce que nous gardons
help-data-kept-answers = Vos réponses, vos idées et vos votes.
help-data-kept-draft = Vos réponses pas encore envoyées. Elles s’effacent après la fin de l’étape.
help-data-kept-mail = Votre adresse de courriel, si vous la donnez. Elle est rangée à part.
help-data-kept-until = Tout cela s’efface à une date promise. La page du sujet la donne. Seul ce qui est publié reste.
help-data-kept-code = Une trace de votre code. Elle ne permet pas de le relire.
help-data-kept-address = L’adresse de votre connexion n’est jamais gardée avec vos votes. Beaucoup de votes pareils d’une même connexion sont signalés.
help-data-read-title = Qui lit mes réponses ?
help-data-read-members = La structure qui pose les questions les lit. La page du sujet donne son nom.
help-data-read-published = Votre idée peut être montrée à tous, sans votre nom.
help-data-read-care = N’écrivez pas de nom ni de numéro dans vos textes.
help-data-never-title = Ce que nous ne faisons jamais
help-data-never-sell = Nous ne vendons rien. Il n’y a pas de pub.
help-data-never-follow = Nous ne suivons pas ce que vous faites ailleurs.
help-data-never-tie = Nous ne lions pas votre adresse à vos réponses ni à vos votes.
help-data-cookie-title = Dans votre téléphone
help-data-cookie = Le site y pose un petit fichier, un « cookie ». Il sert à retrouver vos réponses, et à compter chaque appareil une seule fois. Il reste six mois.
help-data-rights-title = Vos droits
help-data-rights-code = Vous pouvez lire, changer ou retirer vos réponses avec votre code. C’est possible tant que l’étape est ouverte.
help-data-rights-mail = Pour ne plus recevoir de courriel, touchez le lien au bas du courriel.
help-data-rights-write = Écrire à { $contact }
help-data-rights-person = Pour toute autre demande, parlez à la structure qui pose les questions.
help-data-rights-cnil = Un souci avec vos données ? La CNIL vous protège. C’est elle qui contrôle les fichiers.
help-data-rights-cnil-link = Écrire à la CNIL

help-api-title = Pour les développeurs
help-api-lead = Un programme peut lire ce site et y écrire. Les règles sont les mêmes que dans les pages.
help-api-same = Les données publiques se lisent sans compte. Pour écrire, il faut un code ou un jeton.
help-api-document = Ouvrir le document OpenAPI
help-api-required = Une étoile marque ce qui est demandé. Chaque refus est dit de la même façon.
help-api-parameters = Dans l’adresse
help-api-body = À envoyer
help-api-answer = En retour
help-api-empty = La liste est dans le document OpenAPI.
