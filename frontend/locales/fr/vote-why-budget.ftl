# Why a vote on a budget or on priorities came out as it did. One message a reason of these voting methods.
why-budget-most-votes = { $funded ->
    [0] Aucun projet n’est retenu.
    [one] Un projet sur { $projects } est retenu. Il coûte { $spent } € sur { $budget } €.
   *[other] { $funded } projets sur { $projects } sont retenus. Ils coûtent { $spent } € sur { $budget } €.
}
why-budget-too-dear = « { $project } » n’est pas retenu. Il coûte { $cost } €. Il ne restait que { $left } €.
why-budget-stopped = « { $project } » n’est pas retenu. Le compte s’arrête au premier projet trop cher.
why-budget-too-few = { $votes ->
    [0] « { $project } » n’est pas retenu : personne ne l’a choisi.
    [one] « { $project } » n’est pas retenu : une seule voix. Il en faut { $threshold }.
   *[other] « { $project } » n’est pas retenu : { $votes } voix. Il en faut { $threshold }.
}
why-budget-lot = { $others ->
    [0] « { $first } » et « { $second } » étaient à égalité. Le sort a décidé.
    [one] « { $first } », « { $second } » et un autre étaient à égalité. Le sort a décidé.
   *[other] « { $first } », « { $second } » et { $others } autres étaient à égalité. Le sort a décidé.
}

why-shares-overview = { $funded ->
    [0] Chaque personne avait { $share } € à dépenser. Aucun projet n’est retenu.
    [one] Chaque personne avait { $share } € à dépenser. Un projet sur { $projects } est retenu. Il coûte { $spent } € sur { $budget } €.
   *[other] Chaque personne avait { $share } € à dépenser. { $funded } projets sur { $projects } sont retenus. Ils coûtent { $spent } € sur { $budget } €.
}
why-shares-paid = { $votes ->
    [one] « { $project } » est retenu. Une personne l’a choisi. Elle paie { $payment } € de sa part.
   *[other] « { $project } » est retenu. { $votes } personnes l’ont choisi. { $payment ->
        [0] Chacune paie moins de 1 € de sa part.
       *[other] Chacune paie environ { $payment } € de sa part.
    }
}
why-shares-short = { $votes ->
    [0] « { $project } » n’est pas retenu : personne ne l’a choisi.
    [one] « { $project } » n’est pas retenu. La personne qui l’a choisi n’avait plus que { $left } €. Il coûte { $cost } €.
   *[other] « { $project } » n’est pas retenu. Les { $votes } personnes qui l’ont choisi n’avaient plus que { $left } € ensemble. Il coûte { $cost } €.
}
why-shares-grown = Il restait de l’argent. On a donc ajouté { $more } € à la part de chacun, puis tout recompté.
why-shares-added = « { $project } » vient en plus. C’est le plus choisi parmi ceux que le reste peut payer.

# The comparison step.
why-compared-same = On a aussi compté par les plus choisis. Les deux comptes retiennent les mêmes projets.
why-compared-shares = On a aussi compté par les plus choisis. { $most ->
    [0] Personne n’y gagne.
    [one] Une personne y gagne.
   *[other] { $most } personnes y gagnent.
} { $shares ->
    [0] Personne ne gagne aux parts égales non plus.
    [one] Une personne gagne aux parts égales.
   *[other] { $shares } personnes gagnent aux parts égales.
} Les parts égales sont gardées.
why-compared-most-votes = On a comparé avec les parts égales. { $most ->
    [one] Une personne gagne au compte par les plus choisis.
   *[other] { $most } personnes gagnent au compte par les plus choisis.
} { $shares ->
    [0] Personne ne gagne aux parts égales.
    [one] Une personne gagne aux parts égales.
   *[other] { $shares } personnes gagnent aux parts égales.
} Les plus choisis sont donc retenus.
why-compared-instead = { $funded ->
    [0] Les parts égales ne retenaient aucun projet.
    [one] Les parts égales retenaient un projet, pour { $spent } €.
   *[other] Les parts égales retenaient { $funded } projets, pour { $spent } €.
}

why-priorities-set = { $chosen ->
    [0] Aucune priorité n’est retenue.
    [one] Une priorité est retenue.
   *[other] { $chosen } priorités sont retenues. Il suffit de { $each } personnes d’accord pour en obtenir une.
}
why-priorities-list = { $chosen ->
    [0] Aucune priorité n’est retenue.
    [one] Une priorité est retenue.
   *[other] { $chosen } priorités sont retenues, dans l’ordre. Chaque place sert surtout ceux qui ont eu le moins jusque-là.
}
why-priorities-first = « { $option } » vient en premier : { $votes ->
    [one] une voix
   *[other] { $votes } voix
} pour { $voters } votants.
why-priorities-group = « { $option } » a moins de voix que d’autres, mais protège un groupe. { $alone ->
    [0] Ses { $votes } voix comptaient encore pour une bonne part.
    [one] Une personne n’a que cette priorité.
   *[other] { $alone } personnes n’ont que cette priorité.
}
why-priorities-left-out = « { $option } » n’est pas retenu, avec { $votes ->
    [one] une voix.
   *[other] { $votes } voix.
} { $served ->
    [0] Aucune de ces personnes n’a d’autre priorité retenue.
    [one] Une de ces personnes a une autre priorité retenue.
   *[other] { $served } de ces personnes ont déjà une autre priorité retenue.
}
