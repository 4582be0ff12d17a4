# Reading proposals.
proposals-title = Les propositions
proposals-count = { $count ->
    [0] Aucune proposition
    [one] Une proposition
   *[other] { $count } propositions
    }
proposals-search = Chercher un mot
proposals-search-send = Chercher
proposals-all = Voir toutes les propositions
proposals-order = Ordre de la liste
proposals-order-newest = Les plus récentes
proposals-order-supported = Les plus soutenues
proposals-write = Écrire une proposition
proposals-empty = Il n’y a pas encore de proposition.
proposals-none-found = Aucune proposition n’a ces mots. Essayez un mot plus court.
proposals-answered = Réponse : { $verdict }
proposals-back = Retour à la consultation

proposal-number = Proposition n° { $number }
proposal-back = Toutes les propositions
proposal-supports = { $count ->
    [0] Pas encore de soutien.
    [one] Une personne soutient cette idée.
   *[other] { $count } personnes soutiennent cette idée.
    }
proposal-received = Reçue le { $date }
proposal-channel-assisted = Écrite avec l’aide d’une personne
proposal-channel-paper = Écrite sur papier
proposal-channel-workshop = Née dans un atelier
proposal-support = C’est aussi mon idée
proposal-support-closed = L’étape est fermée. On peut lire, mais plus soutenir.
proposal-supported = Vous avez dit que c’est aussi votre idée.
proposal-supported-receipt = Voir mon code de suivi
proposal-own = C’est votre proposition.
proposal-follow = Être prévenu de la suite par courriel
proposal-no-answer = Pas encore de réponse officielle.

receipt-proposal-public = La lire sur la page de tous
receipt-support = Vous avez dit : « C’est aussi mon idée ».
receipt-support-hidden = Cette proposition ne se voit plus pour le moment.
