consultation-all = Tous les sujets
consultation-take-part = Je donne mon avis
consultation-until = C’est ouvert jusqu’au { $date }.
consultation-step-until = Cette étape est ouverte jusqu’au { $date }.
consultation-from = C’est pour bientôt : le { $date }.
consultation-over = On ne peut plus répondre. Lisez ce qui a été dit.
consultation-results = Les résultats
consultation-proposals = Lire les propositions
consultation-purpose = À quoi ça sert
consultation-decider = Qui décide
consultation-answer-due = Une réponse vous est promise pour le { $date }.
consultation-steps = Les étapes
consultation-step-dates = Du { $from } au { $to }
consultation-participants = { $count ->
    [0] Personne n’a encore participé.
    [one] 1 personne a participé.
   *[other] { $count } personnes ont participé.
}
consultation-more = En savoir plus
consultation-organisation = Qui organise : { $name }
consultation-territory = Pour qui : { $name }
consultation-controller = Qui garde les données : { $name }
consultation-legal-basis = Base légale : { $basis }
consultation-retention = { $months ->
    [one] Les réponses sont gardées 1 mois.
   *[other] Les réponses sont gardées { $months } mois.
}
consultation-kept-until = Elles sont là jusqu’au { $date }, puis effacées.
consultation-contact = Une question ? Écrivez à { $name }
consultation-data = Ce que l’on fait de vos données
consultation-follow = Être prévenu par courriel

phase-taken-part = Vous avez déjà participé à cette étape.
phase-do-questionnaire = { $questions ->
    [one] Il y a 1 question. Vous pouvez la passer.
   *[other] Il y a { $questions } questions, une par page. Vous pouvez en passer.
}
phase-do-proposal = Écrivez votre idée en quelques lignes.
phase-do-opinion = Lisez des phrases. Dites si vous êtes d’accord.
phase-do-decision = Dites ce que vous préférez.
phase-do-panel = Un groupe sera tiré au sort parmi les volontaires.
phase-start-questionnaire = Commencer
phase-start-proposal = Écrire ma proposition
phase-start-opinion = Commencer
phase-start-decision = Voter
phase-start-panel = Être volontaire
phase-until = Ouvert jusqu’au { $date }.
phase-from = Cette étape ouvre le { $date }.
phase-over = Cette étape est terminée.
phase-no-account = Pas de compte, pas de nom à donner.
phase-receipt = Voir mon code de suivi
phase-results = Voir les résultats
phase-results-of = Voir les résultats : { $title }
phase-no-results = Les résultats ne sont pas encore publiés.
