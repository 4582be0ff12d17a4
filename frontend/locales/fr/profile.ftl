# What a voter may say of themselves.
profile-title = Et vous ?
profile-lead = Vous pouvez répondre ou passer. Votre avis compte de la même façon.
profile-oui = Oui
profile-non = Non
profile-sans = Je préfère ne pas le dire
profile-use = Ces réponses montrent si un petit groupe pense autrement. Personne ne voit la vôtre.
profile-send = Garder mes réponses
profile-skip = Passer

# Its questions, at the desk.
strata-title = Questions sur les personnes
strata-lead = Deux ou trois questions au plus, facultatives. Elles protègent la voix d’un petit groupe. Une phrase est notée sur la question qui lui est la moins favorable, pas sur la moyenne.
strata-frozen = Des personnes ont déjà répondu. Ces questions ne changent plus.
strata-question-number = Question { $number }
strata-question = Question, à laquelle on répond par oui ou par non
strata-question-hint = Exemple : habitez-vous le quartier prioritaire ?
strata-reason = Pourquoi vous la posez
strata-reason-hint = La personne lit cette raison avant de répondre.
strata-yes-label = Nom du groupe des « oui » dans les résultats
strata-yes-label-hint = Exemple : habitants du quartier prioritaire
strata-no-label = Nom du groupe des « non »
strata-no-label-hint = Exemple : autres personnes
strata-go = Questions sur les personnes

# An opinion phase on paper.
paper-opinion-title = Feuille : { $phase }
paper-opinion-how = Imprimez cette page, une par personne. Puis tapez chaque feuille dans « Saisie ».
paper-opinion-hint = Cochez une case par phrase. Vous pouvez en sauter.
paper-opinion-about = Et vous ? Vous pouvez ne pas répondre. Votre avis compte de la même façon.
paper-opinion-until = Rendez cette feuille avant le { $date }. N’écrivez pas votre nom.
paper-opinion-link = Feuille à imprimer
