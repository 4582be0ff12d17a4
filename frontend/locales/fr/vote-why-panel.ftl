# Why a panel was drawn as it was, or why nobody could be. One message a reason.
why-panel-drawn = { $seats ->
    [one] Une personne est tirée au sort
   *[other] { $seats } personnes sont tirées au sort
}, parmi { $people } volontaires.
why-panel-chance = { $chance ->
    [0] Chacun avait moins d’une chance sur 100.
    [one] Chacun avait environ une chance sur 100.
   *[other] Chacun avait environ { $chance } chances sur 100.
}
why-panel-chances = Chacun avait entre { $lowest ->
    [0] moins d’une
    [one] une
   *[other] { $lowest }
} et { $highest ->
    [one] une chance
   *[other] { $highest } chances
} sur 100.
why-panel-without = { $count ->
    [one] Une personne n’avait aucune chance. Avec elle, aucun groupe ne respecte les quotas.
   *[other] { $count } personnes n’avaient aucune chance. Avec elles, aucun groupe ne respecte les quotas.
}
why-panel-nobody = Personne n’est tiré au sort. Les volontaires ne permettent pas de respecter les quotas.
why-panel-too-few-people = { $people ->
    [one] Il y a un volontaire pour { $seats } places.
   *[other] Il y a { $people } volontaires pour { $seats } places.
}
why-panel-too-few-of = Pour « { $answer } », il faut { $least ->
    [one] une personne
   *[other] { $least } personnes
} au moins. { $count ->
    [0] Personne n’a donné cette réponse.
    [one] Une personne a donné cette réponse.
   *[other] { $count } personnes ont donné cette réponse.
}
why-panel-few-of = Pour « { $answer } », il faut { $least ->
    [one] une personne
   *[other] { $least } personnes
} au moins. Trop peu de volontaires ont donné cette réponse.
why-panel-most-under = Pour « { $question } », les quotas et les volontaires ne remplissent que { $count } places sur { $seats }.
why-panel-together = Chaque quota peut être tenu, mais pas tous à la fois. Voici le plus petit changement qui suffit.
why-panel-relax-least = Pour « { $answer } », demander { $to ->
    [0] zéro personne
    [one] une personne
   *[other] { $to } personnes
} au moins, au lieu de { $from }.
why-panel-relax-most = Pour « { $answer } », accepter { $to ->
    [one] une personne
   *[other] { $to } personnes
} au plus, au lieu de { $from }.
why-panel-too-intricate = Ces quotas sont trop compliqués pour le calcul. Il faut en ôter, ou leur donner plus de marge.
why-panel-too-many = Il y a trop de volontaires pour ce tirage au sort.
why-panel-rules = Les règles de ce tirage au sort ne vont pas ensemble.
