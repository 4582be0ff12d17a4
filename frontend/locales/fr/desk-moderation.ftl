# Moderation: proposals and free texts to read.
moderation-title = Relecture
moderation-mode-before = Vous lisez chaque proposition avant sa publication.
moderation-mode-after = Les propositions paraissent tout de suite. Vous les lisez après.
moderation-waiting = { $count ->
    [one] Une proposition attend.
   *[other] { $count } propositions attendent.
}
moderation-texts-waiting = { $count ->
    [one] Lire aussi un texte libre
   *[other] Lire aussi { $count } textes libres
}
moderation-empty = Aucune proposition n’attend.
moderation-received = Proposition n° { $number }, reçue le { $date }.
moderation-already-public = Déjà en ligne
moderation-state-pending = En attente
moderation-state-published = En ligne
moderation-state-refused = Refusée
moderation-state-withdrawn = Retirée
moderation-publish = Publier
moderation-keep = Garder en ligne
moderation-refuse-go = Refuser…
moderation-or-refuse = Ou refuser
moderation-why = Pourquoi ?
moderation-words = Vos mots pour la personne (si vous voulez)
moderation-words-hint = Elle les lira avec son code de suivi. Restez simple et poli.
moderation-refuse = Refuser avec cette raison
moderation-done-publish = C’est publié.
moderation-done-refuse = C’est refusé. La personne verra la raison.
moderation-done-undo = C’est annulé. Vous pouvez décider de nouveau.
moderation-taken = Dernières décisions
moderation-was-published = Publié :
moderation-was-refused = Refusé :
moderation-undone = Annulé
moderation-undo = Annuler cette décision
moderation-undo-until = (jusqu’à { $time })
moderation-undo-title = Annuler cette décision ?
moderation-undo-published = Cela ne sera plus en ligne. Vous déciderez de nouveau.
moderation-undo-refused = Le refus sera effacé. Vous déciderez de nouveau.
moderation-undo-delay = Vous pouvez annuler jusqu’à { $time }. Aucun courriel ne part avant.
moderation-undo-do = Oui, annuler la décision

texts-title = Textes libres à lire
texts-lead = Un texte paraît dans les résultats si vous l’avez lu.
texts-waiting = { $count ->
    [one] Un texte attend.
   *[other] { $count } textes attendent.
}
texts-empty = Aucun texte n’attend.
texts-publish = Montrer
texts-refuse-go = Ne pas montrer…
texts-or-refuse = Ou ne pas montrer
texts-one-title = Un texte libre

fault-moderation-decision-missing = Choisissez : publier ou refuser.
