vote-send = Envoyer mon vote
vote-again = Vous avez déjà voté. Un nouveau vote prend la place du premier.
vote-blank = Vote blanc
vote-until = Vous pouvez changer votre vote avant le { $date }.

# Each method: what to do, and what a ballot without any mark is.
vote-approval-hint = { $at_most ->
    [0] { $at_least ->
        [0] Cochez tout ce qui vous va.
        [one] Cochez au moins 1 choix.
       *[other] Cochez au moins { $at_least } choix.
    }
    [one] Cochez 1 choix au plus.
   *[other] { $at_least ->
        [0] Cochez { $at_most } choix au plus.
       *[other] Cochez de { $at_least } à { $at_most } choix.
    }
}
vote-approval-blank = Rien ne vous va ? Ne cochez rien : c’est un vote blanc.
vote-agree_pass-hint = Dites ce que vous pensez de chaque choix.
vote-agree_pass-blank = Vous pouvez laisser un choix vide. Tout laisser vide, c’est un vote blanc.
