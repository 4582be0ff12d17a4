error-home = Aller à la page d’accueil
error-desk = Aller à votre espace
error-send-again = Envoyer de nouveau
error-sign-in-elsewhere = Se connecter dans un autre onglet
error-unsaved-title = Ce que vous avez écrit
error-unsaved-again = Cette page le garde. Envoyez-le de nouveau avec le bouton.
error-unsaved-copy = Ce texte n’est pas enregistré. Copiez-le avant de quitter cette page.
error-request-id = Numéro à donner si vous nous écrivez : { $id }

error-bad-request-title = Nous n’avons pas pu lire votre envoi
error-bad-request-text = Revenez en arrière. Puis envoyez encore une fois.

error-sign-in-title = Vous n’êtes pas connecté
error-sign-in-text = Connectez-vous. Puis ouvrez encore cette page.

error-session-over-title = Votre session est finie
error-session-over-text = Connectez-vous dans un autre onglet, puis envoyez de nouveau.

error-forbidden-title = Vous ne pouvez pas ouvrir cette page
error-forbidden-text = Elle n’est pas ouverte à tous. Demandez à la personne qui suit la consultation.

error-other-site-title = Cet envoi vient d’un autre site
error-other-site-text = Nous ne l’avons pas pris. Ouvrez la page sur notre site, puis envoyez.

error-not-found-title = Cette page n’existe pas
error-not-found-text = Regardez si l’adresse est juste. La page a pu être enlevée.

error-method-title = Cette page ne s’ouvre pas ainsi
error-method-text = Revenez en arrière. Puis passez par le bouton de la page.

error-too-slow-title = L’envoi a pris trop de temps
error-too-slow-text = Votre envoi n’est pas arrivé. Envoyez encore une fois.

error-conflict-title = Cela a déjà changé
error-conflict-text = Ouvrez la page encore une fois. Vous verrez où elle en est.

error-refused-title = Ce n’est pas possible
error-refused-text = Revenez en arrière. Regardez où en sont les choses.

error-gone-title = Ce lien ne sert plus
error-gone-text = Demandez un nouveau lien.

error-too-large-title = C’est trop long
error-too-large-text = Votre envoi est trop gros. Enlevez un peu de texte, puis envoyez.

error-kind-title = Nous ne savons pas lire cela
error-kind-text = Le format de votre envoi n’est pas connu.

error-invalid-title = Il y a un point à revoir
error-invalid-text = Revenez en arrière. Changez votre texte, puis envoyez.

error-too-many-title = Trop d’essais à la suite
error-too-many-text = Attendez un peu. Puis essayez encore.

error-broken-title = Il y a eu un problème chez nous
error-broken-text = Ce n’est pas votre faute. Essayez encore dans un moment.

error-busy-title = Le site a trop à faire
error-busy-text = Essayez encore dans un moment. Rien ne comptera deux fois.
