# Official answers, for everyone.
answers-title = Les réponses
answers-who = Qui décide : { $decider }
answers-promised = Une réponse à chaque proposition est promise avant le { $date }.
answers-moved = Cette date a été changée le { $changed } (avant : le { $first }).
answers-count = { $answered ->
    [0] Aucune réponse pour l’instant
    [one] Une réponse
   *[other] { $answered } réponses
}, pour { $proposals ->
    [one] une proposition.
   *[other] { $proposals } propositions.
}
answers-late = { $count ->
    [one] La date est passée. Une proposition attend encore.
   *[other] La date est passée. { $count } propositions attendent encore.
}
answers-supports = { $count ->
    [0] Pas encore de soutien
    [one] 1 soutien
   *[other] { $count } soutiens
}
answers-none-yet = Pas encore de réponse.
answers-empty = Il n’y a pas encore de proposition.
