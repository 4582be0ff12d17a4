# Results of an opinion phase: sentences first, then groups, then each statement.
opinion-results-first = À retenir
opinion-says-together = Ce qui rassemble : « { $statement } » Dans chaque groupe, { $share } au moins sont d’accord.
opinion-says-together-hidden = Ce qui rassemble : « { $statement } » Chaque groupe est d’accord.
opinion-says-agreed = Ce qui rassemble : « { $statement } » { $share } sont d’accord.
opinion-says-nothing-shared = Aucune phrase ne rassemble tout le monde.
opinion-says-divides = Ce qui divise : « { $statement } » { $most } : { $most_share } d’accord. { $least } : { $least_share }.
opinion-says-splits = Ce qui divise : « { $statement } » { $agree } sont d’accord, { $disagree } ne le sont pas.
opinion-says-refused = Ce que refuse un groupe plus petit ({ $who }) : « { $statement } » { $share } n’y sont pas d’accord.
opinion-says-refused-by = Ce que refuse un groupe ({ $who }) : « { $statement } » { $share } n’y sont pas d’accord.
opinion-says-majority = Ce que dit le plus grand nombre : « { $statement } » { $share } sont d’accord.
opinion-says-majority-refuses = Ce que le plus grand nombre refuse : « { $statement } » { $share } ne sont pas d’accord.
opinion-says-not-heard = Trop peu d’avis de ce groupe : { $who }. { $count ->
    [one] Une phrase est concernée.
   *[other] { $count } phrases sont concernées.
    }

opinion-results-groups = Qui pense de la même façon
opinion-shape-too_few = Il faut 15 personnes au moins pour voir des groupes. Ici, il y en a { $placed }.
opinion-shape-too_few_statements = Il faut deux phrases au moins pour voir des groupes.
opinion-shape-alike = Il n’y a pas de groupes. Les avis sont presque tous les mêmes.
opinion-shape-continuum = Il n’y a pas de groupes séparés. Les avis vont peu à peu d’un bord à l’autre.
opinion-shape-groups = Les avis forment des groupes. Le hasard seul n’en ferait pas d’aussi nets.
opinion-map = Carte des avis : deux personnes proches pensent de la même façon.
opinion-map-how = Chaque rond réunit cinq personnes au moins. Deux ronds proches pensent de la même façon.
opinion-along-table = Où se placent les avis sur la carte, de gauche à droite
opinion-along = Place
opinion-along-0 = D’un côté
opinion-along-1 = Au milieu
opinion-along-2 = De l’autre côté
opinion-groups-table = Les groupes, leur taille, et ce qui les distingue
opinion-group = Groupe
opinion-people = Personnes
opinion-stands-for = D’accord : « { $statement } »
opinion-stands-against = Pas d’accord : « { $statement } »
opinion-stands-none = Rien de sûr.
results-everyone = Tout le monde
results-group = Groupe { $letter }

opinion-results-strata = Ce que les personnes ont dit d’elles
opinion-stratum-people = { $count ->
    [one] une personne.
   *[other] { $count } personnes.
    }
opinion-results-together = Ce qui rassemble
opinion-together-how = La première phrase est celle que chaque groupe accepte le mieux. Un petit groupe compte autant qu’un grand. S’il y a plusieurs questions sur les personnes, la moins favorable compte seule.
opinion-list-together = « { $statement } » Dans chaque groupe, { $share } au moins sont d’accord.
opinion-list-agree = « { $statement } » { $share } sont d’accord.
opinion-list-disagree = « { $statement } » { $share } ne sont pas d’accord.
opinion-results-majority = Ce que dit le plus grand nombre
opinion-results-vigilance = Points de vigilance
opinion-vigilance-why = Le plus grand nombre aime ces phrases. Un groupe les refuse.
opinion-results-statements = Phrase par phrase
opinion-results-apart = Les phrases sur la consultation
opinion-apart-how = Elles parlent de la consultation, pas du sujet. Elles ne servent pas à former les groupes.
opinion-apart-table = Ce que tout le monde en dit
opinion-shared = Partagé par tous
opinion-parts-table = Qui est d’accord
opinion-between-how = Peu de personnes répondent : la part est sans doute entre les deux nombres donnés.
opinion-between = entre { $low } et { $high }, { $count } avis
opinion-too-few-of = Pas assez d’avis de :
