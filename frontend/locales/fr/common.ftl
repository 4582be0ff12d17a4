common-title = { $title } – Tablée
common-title-error = Erreur : { $title } – Tablée
common-skip = Aller au contenu
common-nav = Menu
common-languages = Langues
common-footer-nav = Aide et règles
common-desk = Mon espace ({ $name })
common-sign-in = Connexion des membres
common-sign-out = Se déconnecter
common-receipt-code = Mon code de suivi
common-help = Aide
common-accessibility = Accessibilité : non conforme
common-personal-data = Données personnelles
common-footer-promise = Vous parlez, on vous répond.
common-next-person-hint = Plusieurs à la maison, un seul téléphone ?
common-next-person = Une autre personne répond
common-sending = Envoi en cours…

common-error-summary = { $count ->
    [one] Un point est à revoir
   *[other] { $count } points sont à revoir
    }
common-or = Ou bien
common-back = Retour
common-cancel = Annuler
common-change = Changer
common-continue = Continuer
common-send = Envoyer
common-print = Imprimer cette page
common-no-answer = Pas de réponse
common-optional = { $label } (facultatif)

common-progress = Question { $number } sur { $total }
common-phase-done = Fini
common-phase-now = En ce moment
common-phase-next = À venir

common-pages = Pages de la liste
common-page-previous = Page d’avant
common-page-next = Page d’après

common-results-choice = Réponse
common-results-count = Nombre
common-results-share = Part
common-results-hidden = caché

common-receipt-title = Votre code de suivi
common-receipt-qr = Dessin à lire avec un téléphone : il ouvre votre suivi.
common-receipt-keep = Notez ce code. Ou prenez-le en photo.

common-desk-nav = Menu de la consultation
common-preview = Aperçu : rien n’est envoyé.
