# Results of a phase, on the desk and for everyone.
results-title = Résultats : { $phase }
results-people = { $count ->
    [0] Personne n’a répondu.
    [one] Une personne a répondu.
   *[other] { $count } personnes ont répondu.
}
results-not-an-election = C’est une consultation, pas une élection. Ces chiffres parlent des personnes qui ont répondu.
results-published-on = Publiés le { $date }.
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
results-left-waiting-proposal = { $count ->
    [one] 1 proposition attend d’être lue.
   *[other] { $count } propositions attendent d’être lues.
}
results-left-waiting-answer = { $count ->
    [one] 1 texte attend d’être lu.
   *[other] { $count } textes attendent d’être lus.
}
results-left-waiting-statement = { $count ->
    [one] 1 phrase ajoutée attend d’être lue.
   *[other] { $count } phrases ajoutées attendent d’être lues.
}
results-left-taken-down = { $count ->
    [one] 1 texte a été retiré depuis la publication.
   *[other] { $count } textes ont été retirés depuis la publication.
}
results-left-hidden = Les chiffres des petits groupes sont cachés.
results-small-groups = Un groupe de moins de { $cell } personnes n’est pas montré. Sous { $breakdown } réponses, aucun détail ne l’est.
results-hidden-why = Un petit groupe est caché. C’est pour protéger les personnes.
results-too-few = Trop peu de personnes ont donné leur avis. Le détail est caché.
results-share = { $whole },{ $tenth } %
results-other = Autre
results-bar = de { $from } à moins de { $to }

results-reworded = Au début, la question était : « { $label } »
results-answered = { $answered ->
    [0] Aucune réponse
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
results-texts-next = { $count ->
    [one] Lire la suite : encore un texte
   *[other] Lire la suite : encore { $count } textes
}
results-texts-left = { $count ->
    [one] Un autre texte sera à lire avec les résultats publiés.
   *[other] { $count } autres textes seront à lire avec les résultats publiés.
}
results-texts-more = Lire la suite
results-texts-place = Textes { $first } à { $last }, sur { $all }.
results-texts-refused = { $count ->
    [one] Un texte n’est pas montré.
   *[other] { $count } textes ne sont pas montrés.
}
results-texts-waiting = { $count ->
    [one] Un texte reste à relire.
   *[other] { $count } textes restent à relire.
}

results-proposals = { $received ->
    [0] Aucune proposition reçue
    [one] Une proposition reçue
   *[other] { $received } propositions reçues
}, { $published ->
    [0] aucune publiée.
    [one] une publiée.
   *[other] { $published } publiées.
}
results-proposals-waiting = { $count ->
    [one] Une reste à relire.
   *[other] { $count } restent à relire.
}
results-most-supported = Les propositions les plus soutenues
results-proposal = Proposition
results-statement-gone = Phrase retirée
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
    [0] Aucun bulletin reçu.
    [one] Un bulletin reçu.
   *[other] { $count } bulletins reçus.
}
results-valid = { $count ->
    [0] Aucun bulletin ne compte.
    [one] Un bulletin compte.
   *[other] { $count } bulletins comptent.
}
results-blank-ballots = { $count ->
    [0] Aucun bulletin blanc.
    [one] Un bulletin blanc.
   *[other] { $count } bulletins blancs.
}
results-invalid-ballots = { $count ->
    [0] Aucun bulletin hors des règles.
    [one] Un bulletin hors des règles.
   *[other] { $count } bulletins hors des règles.
}
results-no-ballot = Rien n’est décidé.
results-approval-how = Chaque bulletin compte une fois pour chaque choix coché.
results-seats = { $count ->
    [one] Il y avait une place.
   *[other] Il y avait { $count } places.
}
results-taken-count = { $count ->
    [0] Aucun choix n’est retenu.
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
results-tie = Une égalité change le résultat
results-tie-between = Ces choix en dépendent :
results-tie-lot = Un tirage au sort public a décidé.
results-tie-run_off = Rien n’est encore décidé pour eux. Un nouveau vote choisira.
results-tie-all_win = Tous ces choix sont retenus.
results-winners = { $count ->
    [one] Ce qui est retenu
   *[other] Ce qui est retenu, dans l’ordre
}
results-winners-set = { $count ->
    [one] Ce qui est retenu
   *[other] Ce qui est retenu, sans ordre
}
results-why = Pourquoi ce résultat
results-figures = Les chiffres
results-lot-check = Vérifier le tirage au sort
results-lot-who = Personne ne choisit ce tirage. Il vient de tous les bulletins réunis. Chacun peut le refaire.
results-lot-root = Ce qui résume tous les bulletins
results-lot-draw = Le tirage annoncé avant : { $randomness }
results-lot-draw-missing = pas encore connu
results-lot-seed = Le point de départ du tirage
results-lot-how = Le calcul est SHA-256 : « lot-v1 », un octet nul, le point de départ, un octet nul, puis le code du choix. Le plus petit passe en premier.
results-agree_pass-how = Plus il y a de personnes d’accord, et sûres, plus un choix est haut.
results-seen = Avis
results-net = Écart
results-low = Accord sûr
results-low-how = L’écart compte les accords, moins les désaccords. L’accord sûr est plus bas que la part d’accord. Il est presque certain qu’au moins cette part est d’accord. Avec peu d’avis, il baisse.
results-place = rang { $rank }
results-points = Points
results-supporters = Personnes
results-points-how = On ajoute les points. À égalité, on regarde combien de personnes en ont donné.
results-points_by_place-how = Chaque place sur un bulletin rapporte des points. On les ajoute.
results-points_by_place-worth-1 = Une première place : { $points ->
    [one] 1 point.
   *[other] { $points } points.
}
results-points_by_place-worth-2 = Une deuxième : { $points ->
    [one] 1 point.
   *[other] { $points } points.
}
results-points_by_place-worth-3 = Une troisième : { $points ->
    [one] 1 point.
   *[other] { $points } points.
}
results-points_by_place-worth-4 = Une quatrième : { $points ->
    [one] 1 point.
   *[other] { $points } points.
}
results-points_by_place-worth-5 = Une cinquième : { $points ->
    [one] 1 point.
   *[other] { $points } points.
}
results-points_by_place-given-0 = En 1er : { $count }
results-points_by_place-given-1 = En 2e : { $count }
results-points_by_place-given-2 = En 3e : { $count }
results-points_by_place-given-3 = En 4e : { $count }
results-points_by_place-given-4 = En 5e : { $count }
results-majority_judgment-how = Chaque choix reçoit la mention que plus de la moitié lui donne au moins.
results-mentions = Les mentions de chaque choix
results-mention = Mention
results-median = Mention : { $mention }{ $plus ->
    [1] +
   *[other] −
}
results-median-sides = Bulletins au-dessus : { $above }. Au-dessous : { $below }.
results-gauge-how = Le trait est au milieu. La mention qu’il touche est celle du choix. Un « + » : plus de bulletins au-dessus qu’au-dessous. Sinon, un « − ».
results-unanswered = Pas de réponse à un choix ? Il a compté comme « { $mention } ».
results-schulze-how = On compare les choix deux par deux. Le premier est celui qu’aucun autre ne devance.
results-pairs = Les choix, deux par deux
results-against = contre { $option }
results-wins = Gagnés
results-won = (gagné)
results-condorcet = « { $option } » gagne contre chaque autre choix.
results-smith = Aucun choix ne gagne contre tous les autres. Ceux de ce groupe gagnent contre tous ceux du dehors : { $options }.
results-pairs-how = Chaque case dit combien de bulletins préfèrent le choix de la ligne à celui de la colonne. En gras : le plus grand des deux. La barre montre les duels gagnés.
results-irv-how = À chaque tour, le choix le moins bien placé sort. Ses bulletins vont à leur choix suivant.
results-rounds = Les tours, l’un après l’autre
results-round = Tour { $round }
results-out = sorti
results-exhausted = Bulletins sans autre choix
results-budget_most_votes-how = Les projets les plus cochés sont payés d’abord, tant qu’il reste assez d’argent.
results-budget_fair_shares-how = Chaque personne a reçu la même part du budget. Un projet est payé quand ses soutiens ont assez à eux tous.
results-budget = Budget : { $total } €. Dépensé : { $spent } € ({ $share }).
results-budget-left = Il reste { $left } € ({ $share }).
results-projects = Les projets, ceux qui sont payés d’abord
results-project = Projet
results-cost = Coût
results-funded = Payé
results-fate-none = pas payé
results-fate-too_dear = trop cher pour ce qui restait
results-fate-stopped = après l’arrêt du compte
results-fate-too_few = pas assez de votes
results-compared = Deux façons de compter
results-compared-caption = Ce que chaque façon de compter retient
results-compared-shares = Parts égales
results-compared-most = Plus choisis d’abord
results-compared-spent = Dépensé
results-compared-people = Personnes qui y gagnent
results-compared-how = Une personne y gagne si ses projets reçoivent plus. Les parts égales restent, sauf si plus de personnes y perdent.
results-compared-steps = C’est le compte par parts égales. Il n’est pas celui qui est gardé.
results-steps = Qui a payé quoi
results-step-priorities-share = « { $option } » est retenu. { $supporters ->
    [one] Une personne le veut, et sa part y suffit.
   *[other] { $supporters } personnes le veulent, et leurs parts y suffisent.
}
results-step-priorities-load = « { $option } » est retenu. { $supporters ->
    [one] Une personne le veut. Elle est, jusque-là, la moins bien servie.
   *[other] { $supporters } personnes le veulent. Elles sont, jusque-là, les moins bien servies.
}
results-step-endowment = Chaque votant a environ { $endowment } € à dépenser.
results-step-free = « { $option } » ne coûte rien : il est pris.
results-step-share = « { $option } » coûte { $cost } €. { $supporters ->
    [one] Une personne le veut. Elle
   *[other] { $supporters } personnes le veulent. Chacune
} paie environ { $payment } € au plus.
results-step-completed = « { $option } » est payé avec ce qui reste : { $cost } €.
results-priorities-how = Chaque personne a le même poids. Un groupe obtient sa part des places.
results-priorities-steps = Comment les places sont données
results-panel-how = Chaque volontaire a répondu aux mêmes questions. Le tirage au sort respecte les quotas.
results-panel-answer = Réponse
results-panel-volunteers = Volontaires
results-panel-bounds = quota : de { $least } à { $most }
results-panel-exact = quota : { $count }
results-panel-members = Groupe
results-panel-bar = La dernière colonne et la barre montrent le groupe tiré au sort.
results-panel-codes = { $count ->
    [one] Le code tiré au sort
   *[other] Les { $count } codes tirés au sort
}
results-panel-codes-how = Cherchez votre code de preuve. Il est sur votre reçu. Il ne dit rien de vos réponses.
results-panel-check = Vérifier un code
results-panel-lost = On ne peut plus dire qui est tiré au sort. Les liens entre codes et réponses sont effacés.
results-panel-lot = Comment le tirage s’est fait
results-panel-fair = On a d’abord cherché les chances les plus égales que les quotas permettent.
results-panel-thousand = Puis on a formé 1000 groupes, tous aussi probables. Le sort a pris le groupe n° { $number }.
results-panel-hash = L’empreinte SHA-256 du fichier des groupes
results-panel-lot-how = Les volontaires portent un numéro, dans l’ordre de leurs réponses. À réponses égales, l’ordre vient d’un nombre secret. Le calcul est SHA-256 : « lot-v1 », un octet nul, le point de départ, un octet nul, puis le numéro.
results-panel-provisional = Ceci est un essai. Le vrai tirage attend le tirage public annoncé.
results-panel-label = { $answer } ({ $question })
results-option-first = Au début, le choix « { $label } » était : « { $first } »
results-option-first-detail = Au début, le choix « { $label } » était décrit ainsi : « { $first } »
results-option-first-detail-none = Au début, le choix « { $label } » n’avait pas de description.
results-follow = Être prévenu de la suite par courriel

# Votes alike from one address.
alike-title = Des votes pareils
alike-ballots = { $many } bulletins sur { $with } sont pareils et sont venus vite d’une même connexion.
alike-left = { $count ->
    [0] Sans eux, il n’en reste aucun.
    [one] Sans eux, il en reste un.
   *[other] Sans eux, il en reste { $count }.
}
alike-same = Sans eux, le résultat est le même.
alike-other = Sans eux, le résultat est autre :
alike-order = Sans eux, l’ordre des choix n’est plus le même.
alike-nothing = Sans eux, rien n’est retenu.
alike-choice = { $count ->
    [one] Un bulletin :
   *[other] { $count } bulletins :
}
alike-blank = bulletin blanc
alike-table = Les totaux, avec et sans ces bulletins
alike-with = Avec
alike-without = Sans
alike-place = { $score } (rang { $rank })
alike-rank = rang { $rank }
alike-opinions = Sur ces phrases, beaucoup d’avis pareils sont venus vite d’une même connexion.
alike-opinions-table = Les avis, avec et sans ceux-là
alike-statement = Phrase
alike-said = D’accord : { $agree }. Pas d’accord : { $disagree }. Passe : { $pass }.
alike-why = Une salle, une famille ou des téléphones partagent souvent une connexion. Tous ces votes comptent.
alike-see-without = Voir le résultat sans ces bulletins
alike-see-with = Voir le résultat avec tous les bulletins
alike-filtered = Ici, les bulletins pareils ne sont pas comptés. Le résultat publié les compte.
