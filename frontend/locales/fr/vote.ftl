vote-send = Envoyer mon vote
vote-again = Vous avez déjà voté. Un nouveau vote prend la place du premier.
vote-volunteer = Envoyer mes réponses
vote-option-first = Au début : « { $first } »
vote-option-first-detail = Décrit ainsi au début : « { $first } »
vote-option-first-detail-none = Sans description au début
vote-blank = Vote blanc
vote-spoiled = Ce bulletin papier ne respecte pas les règles. Il est compté à part.
vote-rank = n° { $value }
vote-points = { $value ->
    [one] 1 point
   *[other] { $value } points
}
vote-cost = { $cost } €
vote-order = Mettre dans mon ordre
vote-reckon = Calculer le reste
vote-left-points = Points qui restent :
vote-unit-points = { "" }
vote-over-points = { $over ->
    [one] C’est 1 point de trop.
   *[other] C’est { $over } points de trop.
}
vote-left-budget = Reste du budget :
vote-unit-budget = { " " }€
vote-over-budget = Vos choix dépassent le budget de { $over } €. C’est permis : le vote dira lesquels seront payés.
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
vote-majority_judgment-hint = Donnez une mention à chaque choix.
vote-majority_judgment-blank = Un choix laissé vide reçoit « { vote-grade } »{ $grade ->
    [0] , la moins bonne mention
   *[other] { "" }
}. Tout laisser vide, c’est un vote blanc.
vote-schulze-hint = Écrivez 1 à côté de votre préféré, puis 2, puis 3. Deux choix peuvent avoir le même numéro.
vote-schulze-blank = Un choix sans numéro passe après les autres. Aucun numéro : c’est un vote blanc.
vote-irv-hint = Écrivez 1 à côté de votre préféré, puis 2, puis 3. Chaque numéro sert une seule fois.
vote-irv-blank = Vous pouvez laisser des choix sans numéro. Aucun numéro : c’est un vote blanc.
vote-points-hint = Partagez { $total } points entre les choix. { $cap ->
    [0] Vous pouvez en donner plusieurs au même.
   *[other] Donnez-en { $cap } au plus au même choix.
} { $at_least ->
    [0] { "" }
   *[other] Donnez-en au moins { $at_least } en tout.
}
vote-points-blank = Vous pouvez en garder. Aucun point donné : c’est un vote blanc.
vote-points_by_place-hint = Écrivez 1 à côté de votre préféré ({ vote-place-points }).{ $second ->
    [0] { "" }
   *[other] { " " }Puis 2 pour le suivant ({ $second ->
        [one] 1 point
       *[other] { $second } points
    }).
}{ $third ->
    [0] { "" }
   *[other] { " " }Puis 3 ({ $third ->
        [one] 1 point
       *[other] { $third } points
    }).
}{ $fourth ->
    [0] { "" }
   *[other] { " " }Puis 4 ({ $fourth ->
        [one] 1 point
       *[other] { $fourth } points
    }).
}{ $fifth ->
    [0] { "" }
   *[other] { " " }Puis 5 ({ $fifth ->
        [one] 1 point
       *[other] { $fifth } points
    }).
} Chaque numéro sert une seule fois.
vote-place-points = { $first ->
    [one] 1 point
   *[other] { $first } points
}
vote-points_by_place-blank = Les autres choix n’ont pas de point. Vous pouvez vous arrêter avant. Aucun numéro : c’est un vote blanc.
vote-budget_most_votes-hint = Cochez ce que vous voulez payer avec { $budget } €. { $at_most ->
    [0] { "" }
    [one] Cochez 1 projet au plus.
   *[other] Cochez { $at_most } projets au plus.
}
vote-budget_most_votes-blank = Les projets les plus cochés sont payés en premier. Ne rien cocher, c’est un vote blanc.
vote-budget_fair_shares-hint = Cochez ce que vous voulez payer avec { $budget } €. { $at_most ->
    [0] { "" }
    [one] Cochez 1 projet au plus.
   *[other] Cochez { $at_most } projets au plus.
} { $voters_needed ->
    [0] { "" }
   *[other] Un projet doit plaire à { $voters_needed } % des votants au moins.
} { $cost_budgets ->
    [0] { "" }
   *[other] Un projet cher doit plaire à plus de votants.
} { $compare ->
    [0] { "" }
   *[other] Si plus de votants y gagnent, les projets les plus cochés sont pris.
}
vote-budget_fair_shares-blank = Chaque personne a la même part du budget. Votre part paie ce que vous cochez. Ne rien cocher, c’est un vote blanc.
vote-priorities-hint = { $at_most ->
    [0] Cochez tout ce qui compte pour vous.
    [one] Cochez 1 choix au plus.
   *[other] Cochez { $at_most } choix au plus.
}
vote-priorities-blank = Chaque groupe de personnes aura sa part des priorités. Ne rien cocher, c’est un vote blanc.
vote-panel-hint = Vous voulez être dans le groupe ? Répondez à chaque question. Un tirage au sort choisira.
vote-panel-blank = Vous ne voulez pas ? Ne répondez à rien.

# The ballot on paper.
paper-title = Bulletin : { $phase }
paper-how = Imprimez cette page, une par personne. Puis tapez chaque bulletin dans « Saisie ».
paper-until = Rendez ce bulletin avant le { $date }. N’écrivez pas votre nom.
paper-online = Pour répondre sur un téléphone, ou suivre le vote :
paper-qr = Dessin à lire avec un téléphone : il ouvre la page du vote.
paper-link = Bulletin à imprimer
