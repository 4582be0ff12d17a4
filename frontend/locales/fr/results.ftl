# Results of a phase, on the desk and for everyone.
results-title = Résultats : { $phase }
results-people = { $count ->
    [0] Personne n’a répondu.
    [one] Une personne a répondu.
   *[other] { $count } personnes ont répondu.
}
results-not-an-election = C’est une consultation, pas une élection. Ces chiffres parlent des personnes qui ont répondu.
results-published-on = Publié le { $date }.
results-version = Version n° { $version }.
results-channels = Comment ces personnes ont répondu
results-channels-caption = Les personnes qui ont répondu
results-channel-web = Sur le site
results-channel-assisted = Avec une aide
results-channel-paper = Sur papier
results-channel-workshop = En atelier
results-refused = Ce qui n’est pas montré
results-refused-none = Tout est montré.
results-refused-proposal = { $count ->
    [one] 1 proposition :
   *[other] { $count } propositions :
}
results-refused-answer = { $count ->
    [one] 1 texte :
   *[other] { $count } textes :
}
results-refused-statement = { $count ->
    [one] 1 phrase ajoutée :
   *[other] { $count } phrases ajoutées :
}
results-small-groups = Un groupe de moins de { $cell } personnes n’est pas montré. Sous { $breakdown } réponses, aucun détail ne l’est.
results-hidden-why = Un petit groupe est caché. C’est pour protéger les personnes.
results-too-few = Trop peu de personnes ont donné leur avis. Le détail est caché.
results-share = { $whole },{ $tenth } %
results-other = Autre
results-bar = de { $from } à moins de { $to }

results-reworded = Au début, la question était : « { $label } »
results-answered = { $answered ->
    [one] Une réponse
   *[other] { $answered } réponses
} sur { $asked }.
results-declined = { $count ->
    [one] Une personne ne sait pas ou ne veut pas le dire.
   *[other] { $count } personnes ne savent pas ou ne veulent pas le dire.
}
results-blank = { $count ->
    [one] Une personne a passé la question.
   *[other] { $count } personnes ont passé la question.
}
results-several = On pouvait choisir plusieurs réponses.
results-scale-ends = Le premier point veut dire « { $low } », le dernier « { $high } ».
results-mean = Moyenne : { $mean }{ $unit }. Milieu : { $median }{ $unit }.
results-texts = Ce que les personnes ont écrit
results-texts-refused = { $count ->
    [one] Un texte n’est pas montré.
   *[other] { $count } textes ne sont pas montrés.
}
results-texts-waiting = { $count ->
    [one] Un texte reste à relire.
   *[other] { $count } textes restent à relire.
}

results-proposals = { $received ->
    [one] Une proposition reçue
   *[other] { $received } propositions reçues
}, { $published ->
    [one] une publiée.
   *[other] { $published } publiées.
}
results-proposals-waiting = { $count ->
    [one] Une reste à relire.
   *[other] { $count } restent à relire.
}
results-most-supported = Les propositions les plus soutenues
results-proposal = Proposition
results-proposal-gone = Proposition n° { $number } (plus en ligne)
results-supports = Soutiens
results-all-proposals = Voir toutes les propositions

results-opinions = { $count ->
    [one] Un avis.
   *[other] { $count } avis.
}
results-support = { $share } d’accord, parmi les personnes qui ont choisi.
results-agree = D’accord
results-disagree = Pas d’accord
results-pass = Je passe

results-cast = { $count ->
    [one] Un bulletin reçu.
   *[other] { $count } bulletins reçus.
}
results-valid = { $count ->
    [one] Un bulletin compte.
   *[other] { $count } bulletins comptent.
}
results-blank-ballots = { $count ->
    [one] Un bulletin blanc.
   *[other] { $count } bulletins blancs.
}
results-invalid-ballots = { $count ->
    [one] Un bulletin hors des règles.
   *[other] { $count } bulletins hors des règles.
}
results-no-ballot = Aucun bulletin ne compte. Rien n’est décidé.
results-approval-how = Chaque bulletin compte une fois pour chaque choix coché.
results-seats = { $count ->
    [one] Un choix est retenu.
   *[other] { $count } choix sont retenus.
}
results-decision = Les choix, du plus voté au moins voté
results-rank = Rang
results-option = Choix
results-votes = Votes
results-tied = à égalité
results-taken = Retenu
results-provisional = Le tirage public annoncé n’est pas encore connu. S’il y a une égalité, le résultat peut changer.
results-tie = Égalité : ces choix sont à la limite.
results-tie-lot = Un tirage au sort public a décidé entre eux.
results-tie-run_off = La dernière place n’est pas décidée. Un nouveau vote choisira entre eux.
results-tie-all_win = Tous ces choix sont retenus.
results-follow = Être prévenu de la suite par e-mail
