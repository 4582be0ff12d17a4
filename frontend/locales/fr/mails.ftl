# Mails. Short sentences; the subject says the fact first.
mail-hello = Bonjour,
mail-question = Une question ? Répondez à ce courriel.
mail-why-you = Vous suivez la consultation « { $title } ».
mail-stop = Ne plus recevoir ces courriels

mail-confirm-address-subject = Confirmez votre adresse : { $title }
mail-confirm-address-who = Une personne a écrit votre adresse sur le site { $site }. C’était le { $when } environ.
mail-confirm-address-what = Elle demande des nouvelles de la consultation « { $title } ».
mail-confirm-address-yes = C’est vous ? Confirmez votre adresse avec ce lien. Il marche jusqu’au { $until }.
mail-confirm-address-button = Confirmer mon adresse
mail-confirm-address-no = Ce n’est pas vous ? Ne faites rien. Vous ne recevrez aucune nouvelle. Nous effaçons votre adresse dans 7 jours.

mail-sign-in-subject = Votre lien de connexion au site { $site }
mail-sign-in-what = Voici votre lien pour entrer sur le site { $site }. Il marche une seule fois, jusqu’à { $until }.
mail-sign-in-where = Ouvrez-le sur l’appareil où vous l’avez demandé.
mail-sign-in-button = Me connecter
mail-sign-in-not-you = Vous n’avez rien demandé ? Ne faites rien. Personne ne peut entrer sans ce lien.

mail-invitation-subject = Invitation : { $organisation } vous attend sur { $site }
mail-invitation-what = { $organisation } vous invite sur le site { $site }.
mail-invitation-role = Votre rôle : { $role }.
mail-invitation-until = Ce lien marche une seule fois, jusqu’au { $until }.
mail-invitation-button = Accepter l’invitation
mail-invitation-not-you = Vous ne connaissez pas cette structure ? Ne faites rien.
mail-role-administrator = administration du site
mail-role-institution = institution
mail-role-facilitator = animation
mail-role-auditor = contrôle des votes
mail-role-reader = lecture seule

mail-moderation-published-subject = Une contribution est publiée : { $title }
mail-moderation-published = Une contribution que vous suivez est publiée. Elle fait partie de la consultation « { $title } ».
mail-moderation-published-next = Tout le monde peut la lire. Vous l’avez écrite ? Votre code de suivi montre la suite.
mail-moderation-refused-subject = Une contribution n’est pas publiée : { $title }
mail-moderation-refused = Une contribution que vous suivez n’est pas publiée. Elle fait partie de la consultation « { $title } ».
mail-moderation-reason-off_topic = La raison : elle parle d’un autre sujet.
mail-moderation-reason-names_a_person = La raison : elle nomme une personne.
mail-moderation-reason-insult = La raison : elle contient des mots qui blessent.
mail-moderation-reason-personal_data = La raison : elle donne une adresse, un numéro ou une information privée.
mail-moderation-reason-duplicate = La raison : elle a déjà été dite.
mail-moderation-reason-advertising = La raison : elle fait de la publicité.
mail-moderation-reason-other = La raison se lit avec le code de suivi.
mail-moderation-refused-next = Vous l’avez écrite ? Votre code de suivi montre pourquoi. Vous pouvez la changer si l’étape est ouverte.
mail-moderation-button = Utiliser mon code de suivi

mail-answer-subject = Réponse : { $verdict } – { $title }
mail-answer-changed-subject = Nouvelle réponse : { $verdict } – { $title }
mail-answer-new = Une proposition que vous suivez a une réponse : « { $title } ».
mail-answer-changed = La réponse à une proposition que vous suivez a changé : « { $title } ». L’ancienne réponse reste sur le site.
mail-answer-verdict = Décision : { $verdict }.
mail-verdict-retained = retenue
mail-verdict-partly = retenue en partie
mail-verdict-under_study = à l’étude
mail-verdict-not_retained = non retenue
mail-verdict-already_done = déjà faite
mail-answer-reason = Pourquoi :
mail-answer-who = Qui s’en occupe : { $body }, { $person }.
mail-answer-due = Date prévue : { $due }.
mail-answer-button = Lire la réponse

mail-results-subject = Résultats publiés : { $phase }
mail-results-changed-subject = Résultats corrigés : { $phase }
mail-results-new = Les résultats de l’étape « { $phase } » sont publiés. C’est dans la consultation « { $title } ».
mail-results-changed = Les résultats de l’étape « { $phase } » ont changé. C’est dans la consultation « { $title } ».
mail-results-participants = { $count ->
    [one] { $count } personne a participé.
   *[other] { $count } personnes ont participé.
    }
mail-results-button = Lire les résultats

mail-head-subject = Urne signée : { $phase }
mail-head-closing-subject = Urne fermée et signée : { $phase }
mail-head-new = L’urne du vote « { $phase } » a une nouvelle empreinte signée. Elle date du { $date }.
mail-head-closing = L’urne du vote « { $phase } » est fermée. Voici sa dernière empreinte signée, du { $date }.
mail-head-size = { $count ->
    [0] L’urne ne contient aucun vote.
    [one] L’urne contient { $count } vote, avec les votes changés.
   *[other] L’urne contient { $count } votes, avec les votes changés.
    }
mail-head-keep = Gardez ce courriel. Si l’urne est réécrite plus tard, ces lignes le montreront.
mail-head-key = Gardez aussi cette clé. Elle montre qui a signé, et si une autre clé prend sa place.
mail-head-button = Voir l’urne
