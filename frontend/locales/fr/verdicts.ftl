# What an institution decides on a proposal, as it is shown to everyone.
verdict-retained = Retenue
verdict-partly = Retenue en partie
verdict-under_study = À l’étude
verdict-not_retained = Non retenue
verdict-already_done = Déjà faite
verdict-answer-title = Réponse officielle
verdict-answer-by = { $person }, { $body }
verdict-answer-published = Réponse publiée le { $date }
verdict-answer-due = À faire avant le { $date }
verdict-answer-older = Réponses d’avant
