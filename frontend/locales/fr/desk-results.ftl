# Results on the desk.
desk-results-title = Résultats
desk-results-lead = Une étape est comptée quand elle est finie. Vous publiez, puis tout le monde voit.
desk-results-empty = Aucune étape ne donne de résultats.
desk-results-done = Les résultats sont publiés. Les personnes qui suivent sont prévenues.
desk-results-published = En ligne
desk-results-to-publish = À publier
desk-results-open-until = Cette étape finit le { $date }.
desk-results-no-date = Cette étape n’a pas encore de date.
desk-results-see = Voir la page publique
desk-results-before = Les réponses seront effacées après le { $date }. Publiez les résultats avant : après, on ne peut plus les compter.
desk-results-draft = Cette page n’est pas publique. Vous publiez avec le bouton en bas.
desk-results-versions = Déjà publiés
desk-results-unchanged = Ce sont les résultats déjà publiés.
desk-results-waiting = Tout n’est pas relu. Ce qui attend ne sera pas montré, et la page le dira.
desk-results-tell = Les personnes qui suivent recevront un courriel.
desk-results-draw = Tirage public
desk-results-draw-lead = Les règles de ce vote nomment un tirage public : « { $name } ».
desk-results-draw-before = Écrivez-le et publiez avant le { $date }. Après, les liens sont effacés : plus personne ne saura qui est tiré.
desk-results-draw-value = Ce que ce tirage a donné
desk-results-draw-hint = Recopiez-le tel qu’il est publié, comme « 4 12 23 31 45 – 7 ». Vous ne pourrez plus le changer.
desk-results-draw-save = Garder ce résultat du tirage
fault-draw-value = Écrivez ce que le tirage a donné, en 200 signes au plus.
desk-results-publish = Publier les résultats
desk-results-publish-again = Publier la nouvelle version
desk-alike-count = { $count ->
    [one] Un vote pareil est venu d’une même connexion.
   *[other] { $count } votes pareils sont venus d’une même connexion.
}
desk-alike-lead = C’est souvent une salle avec un seul wifi. Rien n’est retiré. Le rapport dira les totaux avec et sans.
desk-alike-in-full = Dans le rapport publié, mener aussi au résultat complet sans ces bulletins
