next-person-title = À une autre personne
next-person-text = Cet appareil est prêt. Vous pouvez répondre à votre tour.
next-person-kept = Les réponses déjà envoyées sont gardées. On les retrouve avec le code de suivi.
next-person-start = Commencer
