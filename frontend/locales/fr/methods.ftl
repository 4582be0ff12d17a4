# The ways to decide: what a facilitator reads before choosing one, and what anyone reads in the help.

method-how = Comment ça marche
method-when = Quand la choisir
method-not = Quand l’éviter

method-approval-name = Cocher les choix
method-approval-how = Chaque personne coche les choix qui lui vont. Vous fixez combien au plus. Le choix le plus coché arrive en premier.
method-approval-when = Il y a beaucoup de choix. Le vote doit être rapide, même sur un téléphone. Vous cherchez ce que le plus de gens soutiennent.
method-approval-not = Un groupe plus nombreux que les autres peut tout gagner. Les petits groupes n’ont alors rien.

method-agree_pass-name = D’accord, pas d’accord, je passe
method-agree_pass-how = Chaque personne dit si elle est d’accord avec chaque phrase, ou passe. On classe les phrases selon la part d’accord. Une phrase que peu de gens ont jugée ne passe pas devant.
method-agree_pass-when = Il y a beaucoup de phrases. Chacun n’en voit qu’une partie. Vous cherchez ce qui rassemble, pas un gagnant.
method-agree_pass-not = Il faut choisir entre quelques projets rivaux.

method-majority_judgment-name = Donner une mention
method-majority_judgment-how = Chaque personne donne une mention à chaque choix, du pire au meilleur. La mention du milieu fait le classement : la moitié des gens pensent au moins autant de bien du choix.
method-majority_judgment-when = Il y a de 2 à 12 choix, et on peut juger chacun à part. Vous voulez savoir si un choix est bien accepté, pas seulement s’il est devant.
method-majority_judgment-not = Il y a trop de choix pour tous les juger.

method-schulze-name = Classer, puis comparer deux à deux
method-schulze-how = Chaque personne range les choix par ordre. On compare ensuite les choix deux par deux. Un choix qui bat tous les autres gagne toujours.
method-schulze-when = Il faut une seule décision entre des projets rivaux. Les gens peuvent les comparer.
method-schulze-not = Il y a plus de dix choix : les ranger tous devient long.

method-irv-name = Classer, puis compter par tours
method-irv-how = Chaque personne range les choix par ordre. À chaque tour, le choix le moins souvent en tête sort. Ses votes vont au choix suivant.
method-irv-when = Les gens connaissent déjà ce vote et le demandent.
method-irv-not = Un bon second choix pour tous peut sortir dès le premier tour. Comparer deux à deux évite cela.

method-points-name = Donner des points
method-points-how = Chaque personne partage ses points entre les choix. Vous fixez combien de points, et combien au plus par choix.
method-points-when = La force des envies compte. Il y a de 5 à 30 choix.
method-points-not = Un petit groupe bien uni peut tout mettre sur un seul choix. Gardez alors peu de points par choix.

method-points_by_place-name = Classer ses préférés : 3, 2 et 1 points
method-points_by_place-how = Chaque personne nomme ses préférés, dans l’ordre. Le premier reçoit 3 points, le deuxième 2, le troisième 1. Vous pouvez régler ces points.
method-points_by_place-when = Il y a beaucoup de choix. On ne demande que les préférés. Le calcul se refait à la main.
method-points_by_place-not = Il y a un seul gagnant et des choix qui se ressemblent : ils se prennent des points. Comparer deux à deux évite cela.

method-budget_most_votes-name = Partager un budget : les plus cochés d’abord
method-budget_most_votes-how = Chaque projet a un coût. On paie les projets les plus cochés, tant qu’il reste de l’argent.
method-budget_most_votes-when = Votre règlement le dit. Les gens s’y attendent.
method-budget_most_votes-not = Un seul grand groupe peut prendre tout le budget.

method-budget_fair_shares-name = Partager un budget : une part égale pour chacun
method-budget_fair_shares-how = Chaque personne tient la même part du budget. Celles qui cochent un projet le paient ensemble. Un dixième des votes décide donc d’un dixième de l’argent.
method-budget_fair_shares-when = Il y a plusieurs quartiers ou plusieurs groupes. Aucun ne doit tout prendre. C’est notre conseil pour un budget.
method-budget_fair_shares-not = Votre règlement impose de prendre les projets les plus cochés.

method-priorities-name = Choisir des priorités où chaque groupe compte
method-priorities-how = Chaque personne coche ce qui compte pour elle. On garde le nombre de choix que vous voulez, et chaque groupe a sa part.
method-priorities-when = Vous gardez plusieurs choix. Chaque groupe doit s’y retrouver.
method-priorities-not = Vous ne gardez qu’un seul choix.

method-panel-name = Tirer au sort un groupe d’habitants
method-panel-how = Chaque volontaire répond à quelques questions, comme son âge. Le tirage prend le nombre voulu de personnes pour chaque réponse. Les chances sont aussi égales que possible. Chacun sait avec son code s’il est tiré.
method-panel-when = Vous formez un jury ou un groupe d’habitants qui travaille pour tous.
method-panel-not = Vous voulez l’avis de tout le monde. Un petit groupe ne le remplace pas. Ou il y a peu de volontaires : les quotas ne tiendront pas.

help-votes-title = Les façons de voter
help-votes-lead = Chaque vote a sa règle. Elle est écrite avant le premier bulletin, puis ne change plus.
help-votes-tie = Et si deux choix sont à égalité ? Un tirage au sort public décide. Tout le monde peut le refaire.
help-votes-link = Les façons de voter

## Choosing and setting
editor-method-title = Comment décider ?
editor-method-lead = Chaque façon de voter a ses forces. Choisissez celle qui va à votre question. Elle ne change plus après le premier vote.
editor-method-choose = Choisir
editor-method-set = Régler
editor-method-current = Choisie
editor-method-change = Changer la façon de voter
editor-method-see = Voir les règles du vote
editor-method-none = Aucune façon de voter n’est choisie.
editor-rules-title = Règles du vote
editor-rules-frozen = Une personne a voté. Les règles ne changent plus.
editor-rules-other = Une autre façon de voter
editor-rules-seats = Nombre de choix à retenir
editor-rules-seats-hint = Laissez vide : le vote donne un classement, sans rien retenir.
editor-rules-seats-line = { $count ->
    [0] Le vote donne un classement.
    [one] Un choix sera retenu.
   *[other] { $count } choix seront retenus.
}
editor-rules-members = Nombre de personnes à tirer au sort
editor-rules-members-hint = Comme 12. Les quotas doivent pouvoir remplir toutes ces places.
editor-rules-members-line = { $count ->
    [one] Une personne sera tirée au sort.
   *[other] { $count } personnes seront tirées au sort.
}
editor-rules-ties = En cas d’égalité à la dernière place
editor-rules-ties-lot-only = En cas d’égalité, un tirage au sort public décide. Garder tous les projets pourrait dépasser le budget.
editor-rules-ties-lot = Un tirage au sort public décide
editor-rules-ties-run_off = Un nouveau vote entre ces choix
editor-rules-ties-all_win = Tous ces choix sont retenus
editor-rules-randomness = Tirage public qui nourrit le tirage au sort
editor-rules-randomness-hint = Si vous voulez. Nommez un tirage que tout le monde pourra vérifier après la fin du vote, comme le Loto d’un jour précis.
editor-rules-save = Garder ces règles
editor-option-cost = Coût du choix { $number }, en euros
editor-option-cost-line = Coût : { $cost } €
editor-option-cost-none = Coût à dire
editor-option-feature = Question du choix { $number }
editor-option-feature-hint = Les mêmes mots pour toutes les réponses à cette question, comme « Votre âge ».
editor-option-least = Personnes au moins
editor-option-most = Personnes au plus
editor-option-quota-line = { $feature } : de { $least } à { $most } personnes
editor-option-quota-none = Question et nombre de personnes à dire
editor-option-first = Au début, ce choix était : « { $label } »
editor-option-first-detail = Au début, il était décrit ainsi : « { $label } »
editor-options-add-words-hint = Un par ligne.
editor-options-add-cost-hint = Un par ligne, avec son coût en euros : Un four ; 15000
editor-options-add-quota-hint = Une réponse par ligne, avec sa question et le nombre de personnes : De 18 à 30 ans ; Votre âge ; 4 ; 6
setting-yes = Oui
setting-no = Non

setting-approval-at_least = Nombre de choix à cocher, au moins
setting-approval-at_least-hint = Laissez vide s’il n’y a pas de minimum. Un bulletin vide reste un vote blanc.
setting-approval-at_most = Nombre de choix à cocher, au plus
setting-approval-at_most-hint = Laissez vide : on coche autant de choix qu’on veut.
setting-majority_judgment-grades = Nombre de mentions
setting-majority_judgment-grades-hint = De la pire à la meilleure. Cinq mentions vont à la plupart des votes.
setting-majority_judgment-unanswered = Mention comptée quand on ne répond pas
setting-majority_judgment-unanswered-hint = Laissez vide : c’est la pire. Sinon, comptez à partir de la pire : 1 pour la suivante.
setting-points-total = Points par personne
setting-points-total-hint = Chaque personne les partage comme elle veut.
setting-points-cap = Points au plus pour un choix
setting-points-cap-hint = Laissez vide : on peut tout donner au même choix.
setting-points-at_least = Points à donner, au moins
setting-points-at_least-hint = Laissez vide s’il n’y a pas de minimum.
setting-points_by_place-first = Points de la première place
setting-points_by_place-first-hint = De 1 à 100.
setting-points_by_place-second = Points de la deuxième place
setting-points_by_place-second-hint = Moins que la première. Écrivez 0 pour ne demander qu’une place.
setting-points_by_place-second-zero = pas demandée
setting-points_by_place-third = Points de la troisième place
setting-points_by_place-third-hint = Moins que la deuxième. Écrivez 0 pour ne demander que deux places.
setting-points_by_place-third-zero = pas demandée
setting-points_by_place-fourth = Points de la quatrième place
setting-points_by_place-fourth-hint = Laissez vide : cette place n’est pas demandée.
setting-points_by_place-fourth-zero = pas demandée
setting-points_by_place-fifth = Points de la cinquième place
setting-points_by_place-fifth-hint = Laissez vide : cette place n’est pas demandée.
setting-points_by_place-fifth-zero = pas demandée
setting-budget_most_votes-budget = Budget à partager, en euros
setting-budget_most_votes-budget-hint = Sans centimes, comme 50000.
setting-budget_most_votes-threshold = Votes qu’il faut à un projet
setting-budget_most_votes-threshold-hint = Sous ce nombre, un projet n’est pas payé.
setting-budget_most_votes-skip = Quand un projet coûte trop cher pour ce qui reste
setting-budget_most_votes-skip-hint = Oui : on passe au projet suivant. Sinon, on s’arrête là.
setting-budget_most_votes-at_most = Nombre de projets à cocher, au plus
setting-budget_most_votes-at_most-hint = Laissez vide : on coche autant de projets qu’on veut.
setting-budget_fair_shares-budget = Budget à partager, en euros
setting-budget_fair_shares-budget-hint = Sans centimes, comme 50000.
setting-budget_fair_shares-utility = Ce qu’un projet payé apporte à qui l’a coché
setting-budget_fair_shares-utility-hint = Si vous ne savez pas, gardez le premier.
setting-budget_fair_shares-utility-cost = Autant que son coût
setting-budget_fair_shares-utility-approval = Autant que tout autre projet
setting-budget_fair_shares-completion = Ce qu’on fait de l’argent qui reste
setting-budget_fair_shares-completion-hint = Si vous ne savez pas, gardez le premier.
setting-budget_fair_shares-completion-add1u = On grossit les parts pas à pas, puis on prend les plus cochés
setting-budget_fair_shares-completion-add1 = On grossit les parts pas à pas
setting-budget_fair_shares-completion-utilitarian = On prend les plus cochés
setting-budget_fair_shares-completion-none = On le garde
setting-budget_fair_shares-increment = Un pas, en euros
setting-budget_fair_shares-increment-hint = Un euro va à la plupart des votes.
setting-budget_fair_shares-at_most = Nombre de projets à cocher, au plus
setting-budget_fair_shares-at_most-hint = Laissez vide : on coche autant de projets qu’on veut.
setting-budget_fair_shares-voters_needed = Part des votants qu’il faut à un projet, en %
setting-budget_fair_shares-voters_needed-hint = Laissez vide : il n’y a pas de minimum. Avec 5, il faut 5 votants sur 100.
setting-budget_fair_shares-voters_needed-zero = pas de minimum
setting-budget_fair_shares-cost_budgets = Plus de votants pour un projet cher
setting-budget_fair_shares-cost_budgets-hint = Laissez vide si ce n’est pas voulu. Avec 3, un projet qui prend la moitié du budget doit plaire à un votant sur six.
setting-budget_fair_shares-cost_budgets-zero = non
setting-budget_fair_shares-compare = Comparer avec le compte par les plus choisis
setting-budget_fair_shares-compare-hint = Le compte que plus de votants préfèrent est gardé. À égalité, ce sont les parts égales.
setting-budget_fair_shares-compare-none = On ne compare pas
setting-budget_fair_shares-compare-projects = On compare combien de ses projets chaque votant obtient
setting-budget_fair_shares-compare-cost = On compare combien d’argent va aux projets de chaque votant
setting-priorities-at_most = Nombre de choix à cocher, au plus
setting-priorities-at_most-hint = Laissez vide : on coche autant de choix qu’on veut.
setting-priorities-list = Ce que le vote donne
setting-priorities-list-hint = Si vous ne savez pas, gardez le premier.
setting-priorities-list-set = Un ensemble de choix, sans ordre
setting-priorities-list-ordered = Une liste dans l’ordre, juste à chaque rang
