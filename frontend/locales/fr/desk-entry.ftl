# Entering contributions for people.
entry-title = Saisie
entry-lead = Vous tapez ce qu’une personne a dit ou écrit. Elle repart avec son code de suivi.
entry-empty = Aucune étape n’est ouverte en ce moment.
entry-kind-questionnaire = Questions
entry-kind-proposal = Propositions
entry-kind-opinion = Avis
entry-kind-decision = Vote
entry-sheet-title = Saisir : { $phase }
entry-channel = Comment la personne a-t-elle répondu ?
entry-channel-assisted = Je l’aide, elle est avec moi
entry-channel-paper = Sur une feuille de papier
entry-channel-workshop = Pendant un atelier
entry-consent = La personne est-elle d’accord pour cette saisie ?
entry-consent-hint = Sans son accord, ne saisissez rien.
entry-consent-oral = Oui, elle l’a dit
entry-consent-signed = Oui, elle a signé
entry-or = Ou bien
entry-other = Autre : quoi ?
entry-proposal-title = Le titre
entry-proposal-text = Ce que la personne propose
entry-proposal-hint = Gardez ses mots. Ne nommez personne.
entry-opinion-hint = Laissez vide ce que la personne n’a pas dit.
entry-ballot = { $most ->
    [0] Cochez ses choix
    [one] Cochez son choix
   *[other] Cochez ses choix ({ $most } au plus)
}
entry-ballot-hint = Rien de coché : c’est un bulletin blanc.
entry-send = Enregistrer
entry-slip-title = Le reçu de la personne
entry-slip-done = C’est enregistré.
entry-slip-give = Donnez ce code à la personne : sur papier, ou en photo.
entry-slip-how = Pour revenir : ouvrez { $address } et tapez ce code.
entry-next = Feuille suivante

fault-entry-channel-missing = Dites comment la personne a répondu.
fault-entry-consent-missing = Dites comment la personne a donné son accord.
fault-entry-no-vote = Notez au moins un avis.
