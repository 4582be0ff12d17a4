# Why something was not done. One sentence, then what to do.
refusal-invalid = Il y a un problème. Corrigez les points ci-dessous.
refusal-sign-in-needed = Connectez-vous pour voir cette page.
refusal-forbidden = Votre rôle ne permet pas de faire cela. Demandez à une personne qui administre le site.
refusal-not-found = Cette page n’existe pas, ou n’existe plus.
refusal-phase-not-open = Cette étape n’est pas encore ouverte. Revenez à la date indiquée.
refusal-phase-closed = Cette étape est terminée. Vous pouvez encore lire ce qui a été dit.
refusal-already-taken-part = Vous avez déjà participé à cette étape. Utilisez votre code de suivi pour changer votre réponse.
refusal-submission-reused = Cette page a déjà servi. Ouvrez-la de nouveau pour recommencer.
refusal-changed-meanwhile = Une autre personne vient de changer cette page. Relisez-la, puis recommencez.
refusal-frozen = Une personne a déjà répondu. Les règles et les questions ne changent plus.
refusal-wrong-state = Ce n’est pas possible à ce moment. Rechargez la page pour voir où en sont les choses.
refusal-link-spent = Ce lien a déjà servi, ou il est trop vieux. Demandez un nouveau lien.
refusal-other-browser = Ouvrez ce lien sur l’appareil où vous l’avez demandé.
refusal-too-many = Vous avez fait trop d’essais. Attendez un peu, puis recommencez.
refusal-unavailable = Le site ne peut pas enregistrer en ce moment. Gardez cette page et réessayez dans une minute.
refusal-malformed = La demande n’a pas la forme attendue. Lisez l’aide de l’API.
refusal-unknown-code = Nous ne trouvons pas ce code. Relisez-le, puis recommencez.
