# Saying what one thinks of statements.
opinion-title = Votre avis
opinion-heading = Êtes-vous d’accord ?
opinion-progress = Phrase { $number } sur { $total }
opinion-agree = D’accord
opinion-disagree = Pas d’accord
opinion-pass = Je passe
opinion-voted-agree = Vous avez dit : d’accord.
opinion-voted-disagree = Vous avez dit : pas d’accord.
opinion-voted-pass = Vous avez passé.
opinion-previous = Revenir à la phrase d’avant
opinion-stop = M’arrêter ici
opinion-empty = Il n’y a pas encore de phrase à lire. Revenez dans quelques jours.

votes-count = { $count ->
    [one] Vous avez lu une phrase sur { $total }.
   *[other] Vous avez lu { $count } phrases sur { $total }.
    }
votes-go-on = Lire la suite
