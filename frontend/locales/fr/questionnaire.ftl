question-sent = Vos réponses sont déjà envoyées. Un changement compte tout de suite.
question-reworded = Des mots ont été corrigés ici. Voici ce qu’on lisait avant.
earlier-label = Au début, la question était : « { $first } »
earlier-help = Au début, l’aide était : « { $first } »
earlier-choice = Au début, « { $now } » s’écrivait : « { $first } »
earlier-unit = Au début, l’unité était : « { $first } »
earlier-low-end = Au début, le premier point voulait dire : « { $first } »
earlier-high-end = Au début, le dernier point voulait dire : « { $first } »
earlier-nothing = Au début, « { $now } » n’était pas écrit.
question-decline = Pas de réponse à donner ?
question-declined = Je ne sais pas, ou je ne veux pas le dire
question-other = Autre
question-other-words = Si vous avez choisi « Autre », dites quoi
question-unit = Répondez en chiffres. Unité : { $unit }.
question-scale = Le plus bas : { $low }. Le plus haut : { $high }.
question-point-of = { $point } sur { $points }

check-title = Relisez vos réponses
check-lead = Rien n’est encore envoyé. Tout est juste ? Envoyez.
check-until = Vous pourrez encore changer jusqu’au { $date }.
check-forgetful = Votre téléphone n’a rien gardé. Acceptez les cookies de ce site, puis recommencez.
check-sent = Vos réponses sont envoyées. Un changement compte tout de suite.
check-receipt = Voir mon code de suivi
check-missing = Question { $number } : répondez, ou cochez « Je ne sais pas ».

fault-answer-unknown-question = Cette question n’existe pas. Relisez la liste.
