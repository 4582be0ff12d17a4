receipt-find-title = Votre code de suivi
receipt-find-hint = Ce sont 12 signes, comme ABCD-EFGH-JKMN. Les tirets ne comptent pas.
receipt-find-send = Voir mon suivi
receipt-find-lost = Code perdu ? Personne ne peut le retrouver, pas même nous. C’est ce qui vous protège.

receipt-title = Mon suivi
receipt-thanks-title = Merci, c’est envoyé
receipt-thanks-text = Votre voix compte. Avec ce code, vous verrez ce qu’elle devient.
receipt-see = Voir mon suivi
receipt-print = Version à imprimer
receipt-mail = Être prévenu par courriel
receipt-back = Retour à la consultation
receipt-also-open = Vous pouvez aussi répondre ici
receipt-until = Vous pouvez changer ou retirer jusqu’au { $date }.
receipt-correct = Changer
receipt-withdraw = Retirer
receipt-correct-title = Changer mes réponses
receipt-correct-text = Chaque changement compte tout de suite.
receipt-withdrawn-text = Vous avez tout retiré. Rien n’est gardé de ce que vous aviez dit.
receipt-withdraw-title = Retirer ma participation
receipt-withdraw-what = Étape : { $phase }.
receipt-withdraw-text = Ce que vous avez dit sera effacé. Cela ne comptera plus.
receipt-withdraw-send = Retirer pour de bon
# What became of the words of one answer; after « Pas montré » comes the reason.
receipt-text-waiting = En attente de lecture
receipt-text-published = Peut paraître dans les résultats
receipt-text-refused = Pas montré
receipt-refused-because = Pourquoi : { $reason }
receipt-print-how = Pour revenir : ouvrez { $address } et tapez ce code. Ou lisez le dessin avec un téléphone.
receipt-print-said = Ce que vous avez dit

receipt-drawn-yes = Vous êtes tiré au sort
receipt-drawn-yes-next = Vous faites partie du groupe. Gardez cette page : elle prouve que c’est vous.
receipt-drawn-no = Vous n’avez pas été tiré au sort
receipt-drawn-no-next = Merci d’avoir répondu. Le résultat dit ce que le tirage a donné.
receipt-drawn-contact = Une question, ou un empêchement ? Écrivez à : { $contact }

receipt-state-counted = Compté
receipt-state-waiting = En attente de lecture
receipt-state-published = Publié
receipt-state-answered = Répondu
receipt-state-refused = Non publié
receipt-state-withdrawn = Retiré

