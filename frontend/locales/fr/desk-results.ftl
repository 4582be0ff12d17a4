# Results on the desk.
desk-results-title = Résultats
desk-results-lead = Une étape est comptée quand elle est finie. Vous publiez, puis tout le monde voit.
desk-results-empty = Aucune étape ne donne de résultats.
desk-results-done = Les résultats sont publiés. Les personnes qui suivent sont prévenues.
desk-results-published = Publiés
desk-results-to-publish = À publier
desk-results-open-until = Cette étape finit le { $date }.
desk-results-no-date = Cette étape n’a pas encore de date.
desk-results-see = Voir la page publique
desk-results-draft = Vous seul voyez cette page. Rien n’est encore publié d’ici.
desk-results-versions = Déjà publiés
desk-results-unchanged = Ce sont les résultats déjà publiés.
desk-results-tell = Les personnes qui suivent recevront un e-mail.
desk-results-publish = Publier les résultats
desk-results-publish-again = Publier la nouvelle version
