vote-send = Envoyer mon vote
vote-again = Vous avez déjà voté. Un nouveau vote prend la place du premier.
vote-until = Vous pouvez changer votre vote avant le { $date }.
vote-approval-hint = { $most ->
    [0] { $least ->
        [0] Cochez tout ce qui vous va.
        [one] Cochez au moins 1 choix.
       *[other] Cochez au moins { $least } choix.
    }
    [one] Cochez 1 choix au plus.
   *[other] { $least ->
        [0] Cochez { $most } choix au plus.
       *[other] Cochez de { $least } à { $most } choix.
    }
}
vote-approval-blank = Rien ne vous va ? Ne cochez rien : c’est un vote blanc.
vote-blank = Vote blanc
