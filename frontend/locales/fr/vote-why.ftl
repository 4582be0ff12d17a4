# Why a vote came out as it did: one message a reason of the voting methods. Options are named by their label.

why-no-ballot = Aucun bulletin ne compte ici. Tous les choix sont donc à égalité.

## Pick up to N
why-approval-leads = { $ahead ->
    [one] « { $first } » est coché { $votes } fois, sur { $ballots } bulletins. C’est un vote de plus que « { $second } ».
   *[other] « { $first } » est coché { $votes } fois, sur { $ballots } bulletins. C’est { $ahead } votes de plus que « { $second } ».
}
why-approval-tie = { $others ->
    [0] « { $first } » et « { $second } » sont à égalité en tête.
    [one] « { $first } », « { $second } » et un autre choix sont à égalité en tête.
   *[other] « { $first } », « { $second } » et { $others } autres choix sont à égalité en tête.
} Chacun est coché { $votes } fois, sur { $ballots } bulletins.
why-approval-last = Le dernier retenu est « { $first } », coché { $votes } fois. Juste après vient « { $second } », coché { $against } fois.

## Agree, disagree or pass
why-agree-pass-leads = « { $first } » : { $agree } d’accord, sur { $sides } avis tranchés.
why-agree-pass-unsure = « { $second } » plaît à une plus grande part : { $agree } sur { $sides }. Mais c’est trop peu d’avis pour en être aussi sûr.
why-agree-pass-tie = { $others ->
    [0] « { $first } » et « { $second } » sont à égalité en tête.
    [one] « { $first } », « { $second } » et un autre choix sont à égalité en tête.
   *[other] « { $first } », « { $second } » et { $others } autres choix sont à égalité en tête.
} Pour chacun : { $agree } d’accord, sur { $sides } avis tranchés.
why-agree-pass-last = Le dernier retenu est « { $first } » : { $agree } d’accord sur { $sides }. Juste après vient « { $second } » : { $against } sur { $others }, ce qui est moins sûr.

## Mentions
# The mention of rank $grade, the worst being 0, when there are $grades of them.
vote-grade = { $grades ->
    [3] { $grade ->
        [0] À rejeter
        [1] Passable
       *[2] Bien
    }
    [4] { $grade ->
        [0] À rejeter
        [1] Passable
        [2] Bien
       *[3] Très bien
    }
    [5] { $grade ->
        [0] À rejeter
        [1] Insuffisant
        [2] Passable
        [3] Bien
       *[4] Très bien
    }
    [6] { $grade ->
        [0] À rejeter
        [1] Insuffisant
        [2] Passable
        [3] Assez bien
        [4] Bien
       *[5] Très bien
    }
   *[7] { $grade ->
        [0] À rejeter
        [1] Insuffisant
        [2] Passable
        [3] Assez bien
        [4] Bien
        [5] Très bien
       *[6] Excellent
    }
}
why-majority-judgment-leads = Plus de la moitié des bulletins donne « { vote-grade } » ou mieux à « { $first } » : { $votes } sur { $ballots }.
why-majority-judgment-lower = « { $second } » ne va ainsi que jusqu’à « { vote-grade } » : { $votes } sur { $ballots }.
why-majority-judgment-above = « { $second } » a la même mention. Mais plus de bulletins mettent « { $first } » au-dessus : { $votes } contre { $others }.
why-majority-judgment-below = « { $second } » a la même mention. Mais plus de bulletins le mettent au-dessous : { $others } contre { $votes }.
why-majority-judgment-closer = « { $second } » a la même mention, de très près. On ôte un bulletin du milieu à chacun, jusqu’à une différence. Elle est pour « { $first } ».
why-majority-judgment-tie = { $others ->
    [0] « { $first } » et « { $second } » ont exactement les mêmes mentions : ils sont à égalité.
    [one] « { $first } », « { $second } » et un autre choix ont exactement les mêmes mentions : ils sont à égalité.
   *[other] « { $first } », « { $second } » et { $others } autres choix ont exactement les mêmes mentions : ils sont à égalité.
}
why-majority-judgment-last = Le dernier retenu est « { $first } ». Plus de la moitié lui donne « { vote-grade } » ou mieux : { $votes } sur { $ballots }.

## Ranking, compared two by two
why-schulze-condorcet = « { $first } » gagne contre chaque autre choix, pris un par un. Le plus serré est face à « { $second } » : { $votes } contre { $against }.
why-schulze-circle = Aucun choix ne gagne contre tous les autres. La première place se joue entre { $options } choix.
why-schulze-path = On suit alors les duels gagnés, d’un choix à l’autre. De « { $first } » à « { $second } », le moins net vaut { $votes } bulletins. Dans l’autre sens, il vaut { $back }.
why-schulze-path-losses = On suit alors les duels gagnés, d’un choix à l’autre. Entre « { $first } » et « { $second } », le moins net vaut { $votes } bulletins dans les deux sens. Mais « { $first } » en a moins contre lui : { $against }, au lieu de { $back }.
why-schulze-path-only = Des duels gagnés mènent de « { $first } » à « { $second } », par { $votes } bulletins au moins. Aucun ne mène dans l’autre sens.
why-schulze-tie = { $others ->
    [0] Rien ne met « { $first } » devant « { $second } », ni l’inverse : ils sont à égalité.
    [one] Rien ne départage « { $first } », « { $second } » et un autre choix : ils sont à égalité.
   *[other] Rien ne départage « { $first } », « { $second } » et { $others } autres choix : ils sont à égalité.
}
why-schulze-last-duel = Le dernier retenu est « { $first } ». Il gagne contre « { $second } », qui vient juste après : { $votes } contre { $against }.
why-schulze-last = Le dernier retenu est « { $first } ». Juste après vient « { $second } ».

## Ranking, round by round
why-irv-at-once = « { $first } » est en tête sur plus de la moitié des bulletins : { $votes } sur { $ballots }.
why-irv-duel = À la fin, il reste deux choix. Bulletins pour « { $first } » : { $votes }. Pour « { $second } » : { $against }.
why-irv-transfer = « { $out } » est sorti au tour { $round }. Bulletins qui passent à « { $first } » : { $to_first }. À « { $second } » : { $to_second }. Il en avait { $votes }.
why-irv-lot-harmless = Le tirage au sort a départagé des choix. Sans lui, « { $first } » gagnait aussi.
why-irv-lot-decides = Des choix avaient aussi peu de bulletins l’un que l’autre. Selon le tirage au sort, { $winners } choix pouvaient gagner.
why-lot-changes = { $others ->
    [0] Le sort a départagé des choix à égalité. Dans un autre ordre, c’était différent pour « { $first } ».
    [one] Le sort a départagé des choix à égalité. Dans un autre ordre, c’était différent pour « { $first } » et un autre.
   *[other] Le sort a départagé des choix à égalité. Dans un autre ordre, c’était différent pour « { $first } » et { $others } autres.
}
why-lot-changes-some = Le sort a départagé des choix à égalité. Un autre ordre changeait le résultat. Il y a trop de cas pour tout dire.
why-lot-unknown = Le sort a départagé des choix à égalité. Il y a trop de cas pour dire ce qu’il a changé.
why-irv-lot-unknown = Le tirage au sort a départagé des choix. Il y a trop de cas pour dire ce qu’il a changé.

## Points
why-points-lead = « { $first } » a le plus de points : { $points }, soit { $ahead } de plus que « { $second } ». Personnes qui lui en donnent : { $supporters }.
why-points-supporters = « { $first } » et « { $second } » ont autant de points : { $points }. Mais plus de personnes en donnent à « { $first } » : { $supporters } contre { $others }.
why-points-tie = { $others ->
    [0] « { $first } » et « { $second } » sont à égalité en tête.
    [one] « { $first } », « { $second } » et un autre choix sont à égalité en tête.
   *[other] « { $first } », « { $second } » et { $others } autres choix sont à égalité en tête.
} Chacun a { $points } points, donnés par autant de personnes.
why-points-last = Le dernier retenu est « { $first } » : { $points ->
    [one] un point,
   *[other] { $points } points,
} { $supporters ->
    [one] d’une personne.
   *[other] de { $supporters } personnes.
} Juste après vient « { $second } » : { $against ->
    [one] un point,
   *[other] { $against } points,
} { $others ->
    [one] d’une personne.
   *[other] de { $others } personnes.
}

## Points by place
why-place-points-lead = « { $first } » a le plus de points : { $points }, soit { $ahead } de plus que « { $second } ». { $ballots ->
    [0] Personne ne l’a mis en premier.
    [one] Une personne l’a mis en premier.
   *[other] { $ballots } personnes l’ont mis en premier.
}
why-place-points-tie = { $others ->
    [0] « { $first } » et « { $second } » sont à égalité en tête.
    [one] « { $first } », « { $second } » et un autre choix sont à égalité en tête.
   *[other] « { $first } », « { $second } » et { $others } autres choix sont à égalité en tête.
} Chacun a { $points } points.
why-place-points-last = Le dernier retenu est « { $first } », avec { $points } points. Juste après vient « { $second } », avec { $against }.
