# Writing a consultation: texts, phases, questions, lists.

editor-usual-legal-basis = Mission de service public

## Faults of the editor's fields
fault-text-empty = Écrivez quelque chose ici.
fault-text-too-long = Ce texte est trop long. Ôtez { $over ->
    [one] 1 signe.
   *[other] { $over } signes.
}
fault-whole-number = Écrivez un nombre rond, comme 3.
fault-choice-unsaid = Choisissez dans la liste.
fault-organisation-unsaid = Choisissez la structure qui lance la consultation.
fault-close-before-open = La fin vient avant le début. Changez une des deux dates.
fault-hour-unreadable = Écrivez l’heure ainsi : 18:30.
fault-too-many-lines = Il y a trop de lignes. Ôtez-en.
fault-money = Écrivez une somme en euros, sans centimes, comme 15000.
fault-line-cost = Ligne { $line } : écrivez le coût après un point-virgule, comme « Un four ; 15000 ».
fault-line-quota = Ligne { $line } : écrivez « réponse ; question ; au moins ; au plus », comme « De 18 à 30 ans ; Votre âge ; 4 ; 6 ».
fault-quota-bounds = Le plus petit nombre dépasse le plus grand. Changez l’un des deux.

## What is missing before a consultation opens
missing-title = Donnez un titre.
missing-summary = Dites en deux phrases de quoi il s’agit.
missing-purpose = Dites ce qui peut changer.
missing-decider = Dites qui décide.
missing-territory = Dites pour quel lieu.
missing-answer-due = Dites quand vous allez répondre.
missing-moderation = Dites quand vous relisez les messages.
missing-controller = Dites qui est responsable des données.
missing-legal-basis = Dites sur quelle base légale.
missing-retention = Dites combien de mois vous gardez les réponses.
missing-contact = Dites à qui écrire pour ses données.
missing-dates = Donnez les dates de l’étape { $phase }.
missing-questions = Ajoutez une question à l’étape { $phase }.
missing-statements = Ajoutez une phrase à l’étape { $phase }.
missing-options = Ajoutez un choix à l’étape { $phase }.
missing-method = Choisissez comment on vote à l’étape { $phase }.
missing-question-options = Finissez la question { $question } de l’étape { $phase }.

## Kinds and states
editor-kind-questionnaire = Questions
editor-kind-proposal = Solutions à proposer
editor-kind-opinion = Avis sur des phrases
editor-kind-decision = Vote
editor-kind-result = Résultats
editor-kind-answer = Réponses de la structure
editor-kind-followup = Suivi des promesses
editor-state-draft = Brouillon
editor-state-scheduled = Programmée
editor-state-open = Ouverte
editor-state-closed = Fermée
editor-state-published = Résultats publiés
editor-state-archived = Rangée
editor-moment-done = Finie
editor-moment-now = Ouverte
editor-moment-to_come = À venir
editor-question-kind-short_text = Texte court
editor-question-kind-long_text = Texte long
editor-question-kind-single_choice = Un seul choix
editor-question-kind-several_choices = Plusieurs choix
editor-question-kind-number = Nombre
editor-question-kind-scale = Échelle

## A new consultation
editor-new-title = Nouvelle consultation
editor-new-lead = Donnez-lui un titre. Vous écrirez le reste après.
editor-new-from-minutes = Vous avez un compte rendu d’atelier ? Collez-le : il devient une consultation.
editor-new-import = Coller un compte rendu
editor-new-name = Titre de la consultation
editor-new-name-hint = Une question courte ou quelques mots simples.
editor-organisation = Structure
editor-create = Créer la consultation

## Overview
editor-done = C’est gardé.
editor-stale = Une autre personne a changé cette page. Relisez, puis recommencez.
editor-texts = Textes
editor-texts-change = Changer les textes
editor-draft = Compte rendu et brouillon
editor-draft-open = Ouvrir le brouillon
editor-draft-lead = Cette consultation vient d’un compte rendu. Triez ses points, puis placez-les.
editor-preview = Aperçu de la page des habitants
editor-public-page = Voir la page des habitants
editor-participants = { $count ->
    [0] Personne n’a encore répondu.
    [one] 1 personne a répondu.
   *[other] { $count } personnes ont répondu.
}
editor-phases = Étapes
editor-phases-none = Il n’y a pas encore d’étape. Ajoutez la première.
editor-phase-contents = { $kind ->
    [questionnaire] { $count ->
        [one] 1 question
       *[other] { $count } questions
    }
    [opinion] { $count ->
        [one] 1 phrase
       *[other] { $count } phrases
    }
   *[other] { $count ->
        [one] 1 choix
       *[other] { $count } choix
    }
}
editor-phase-dates = Du { $from } au { $to }
editor-phase-no-dates = Sans dates pour le moment
editor-phase-open = Changer l’étape { $number }
editor-up = Monter
editor-down = Descendre
editor-remove = Supprimer
editor-phase-add = Ajouter une étape
editor-phase-kind = Que fait-on dans cette étape ?
editor-phase-title = Titre de l’étape
editor-missing = Avant d’ouvrir
editor-missing-lead = Il reste des points à finir :
editor-few-observers = { $count ->
    [0] Aucun observateur n’a un nom public. Invitez-en deux pour que chacun croie au résultat : une association, un journal, l’opposition. Vous pouvez ouvrir sans eux.
   *[other] Un seul observateur a un nom public. Invitez-en un autre pour que chacun croie au résultat. Vous pouvez ouvrir sans lui.
}
editor-ready = Tout est prêt. Vous pouvez programmer la consultation.
editor-schedule-hint = La page devient publique. Chaque étape s’ouvre et se ferme seule, à ses dates.
editor-schedule = Programmer la consultation
editor-back-to-draft = Remettre en brouillon
editor-back-to-draft-hint = La page ne sera plus publique. C’est possible tant que personne n’a répondu.
editor-archive = Ranger la consultation
editor-archive-hint = Elle reste lisible. On ne la change plus.
editor-scheduled-notice = C’est fait. La page est publique.

## Texts
editor-texts-title = Textes de la consultation
editor-section-what = De quoi il s’agit
editor-section-law = Données personnelles
editor-section-law-lead = La loi demande de dire ces points avant la première question.
editor-field-title = Titre
editor-field-summary = De quoi il s’agit, en deux phrases
editor-field-purpose = Ce qui peut changer
editor-field-purpose-hint = Dites ce que les réponses peuvent changer. Dites aussi ce qui ne changera pas.
editor-field-decider = Qui décide
editor-field-territory = Pour quel lieu
editor-field-answer-due = Vous répondez avant le
editor-field-answer-due-hint = Cette date est une promesse. Tout le monde la voit.
editor-field-moderation = Quand relisez-vous les messages ?
editor-moderation-before = Avant de les montrer
editor-moderation-after = Après, ils se voient tout de suite
editor-field-controller = Responsable des données
editor-field-legal-basis = Base légale
editor-field-legal-basis-hint = Pour une mairie : mission de service public.
editor-field-retention = Mois de garde des réponses
editor-field-contact = Contact pour les données
editor-field-contact-hint = Un courriel ou une adresse.
editor-save = Garder

## A phase
editor-phase-page = Étape { $number } : { $title }
editor-phase-frozen = Une personne a répondu. Les règles et les questions ne changent plus. Vous pouvez corriger un mot ou donner plus de temps.
editor-phase-intro = Ce qu’on lit en premier
editor-phase-opens-day = Ouvre le
editor-phase-opens-hour = Heure de début
editor-phase-closes-day = Ferme le
editor-phase-closes-hour = Heure de fin
editor-phase-hour-hint = Par exemple 18:30. C’est l’heure de Paris.
editor-phase-preview = Voir comme un habitant
editor-phase-remove = Supprimer cette étape
editor-questions = Questions
editor-questions-none = Il n’y a pas encore de question.
editor-question-add = Ajouter une question
editor-question-reworded = mots corrigés
editor-statements = Phrases à juger
editor-statements-lead = Une idée par phrase. Chaque personne dit si elle est d’accord.
editor-statements-none = Il n’y a pas encore de phrase.
editor-statement = Phrase { $number }
apart-title = Phrases sur la consultation
apart-link = Mettre à part des phrases sur la consultation
apart-lead = Certaines phrases parlent de la consultation, pas du sujet. Mettez-les à part.
apart-how = On les montre tôt à chacun. Leurs chiffres sont publiés, mais elles ne forment aucun groupe.
apart-closed = L’étape est finie. Rien ne change plus.
apart-tag = À part
apart-set = Mettre à part
apart-back = Remettre avec les autres
editor-statements-add = Ajouter des phrases
editor-options = Choix du vote
editor-options-lead = Chaque personne vote sur ces choix.
editor-options-none = Il n’y a pas encore de choix.
editor-option = Choix { $number }
editor-option-detail = Détail du choix { $number }
editor-options-add = Ajouter des choix
editor-lines-hint = Un par ligne.
editor-add = Ajouter
editor-proposals = Solutions
editor-proposals-lead = { $count ->
    [0] Aucune solution pour le moment. Les habitants écrivent les leurs.
    [one] Une solution est déjà là. Les habitants ajoutent les leurs.
   *[other] { $count } solutions sont déjà là. Les habitants ajoutent les leurs.
}

## A question
editor-question-new = Nouvelle question : { $kind }
editor-question-page = Question { $number } : { $kind }
editor-question-frozen = Une personne a répondu. Vous pouvez seulement corriger des mots. Les habitants le verront.
editor-question-label = La question
editor-question-label-hint = Une seule idée. Des mots de tous les jours.
editor-question-help = Aide sous la question
editor-question-help-hint = Si vous voulez. Rappelez de ne pas parler de sa santé ni de ses papiers.
editor-question-required = Réponse attendue
editor-question-required-yes = Il faut répondre, ou cocher « Je ne sais pas »
editor-question-choices = Réponses possibles
editor-question-other = Autre réponse
editor-question-other-yes = Ajouter « Autre » à la fin
editor-question-at-least = Nombre de choix au moins
editor-question-at-most = Nombre de choix au plus
editor-question-min = Plus petit nombre
editor-question-max = Plus grand nombre
editor-question-unit = Unité
editor-question-unit-hint = Par exemple : euros.
editor-question-decimals = Virgule
editor-question-decimals-yes = Les nombres à virgule sont permis
editor-question-points = Nombre de points
editor-question-points-hint = De 2 à 11.
editor-question-low = Sens du premier point
editor-question-high = Sens du dernier point
editor-question-save = Garder la question
editor-question-remove = Supprimer cette question

## What cannot be taken once people have answered
fault-retention-longer = { $most ->
    [one] Des personnes ont déjà répondu. On leur a promis 1 mois : gardez ce nombre.
   *[other] Des personnes ont déjà répondu. On leur a promis { $most } mois : gardez ce nombre, ou moins.
}
fault-choice-words-of-another = Ces mots étaient ceux d’un autre choix. Les réponses déjà données changeraient de sens.
