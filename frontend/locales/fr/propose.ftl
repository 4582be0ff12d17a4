# Writing a proposal.
propose-title = Écrire une proposition
propose-lead = Dites ce que l’on peut faire ici. Une idée à la fois.
propose-read-before = Une personne lit votre texte avant tout le monde.
propose-read-after = Votre texte paraît tout de suite.
propose-until = Vous pouvez écrire jusqu’au { $date }.
propose-field-title = Votre idée en une phrase
propose-field-title-hint = 120 signes au plus. Exemple : un repas partagé chaque mois.
propose-field-text = Dites-en plus
propose-field-text-hint = 2 000 signes au plus. Ne donnez pas de nom. Ne parlez ni de santé ni de papiers.
propose-send = Envoyer ma proposition
propose-read-others = Lire les propositions déjà là

propose-limit-title = Vous avez envoyé vos trois propositions
propose-limit-text = Chaque personne peut en envoyer trois ici. Un code de suivi permet de changer les vôtres.

propose-similar-title = Est-ce aussi votre idée ?
propose-similar-lead = Ces textes ressemblent au vôtre. Rien n’est encore envoyé.
propose-similar-yours = Votre texte
propose-similar-send = Envoyer quand même
propose-similar-change = Changer mon texte

propose-correct-title = Changer votre proposition
propose-correct-read-before = Une personne va relire votre texte. Il ne se voit plus d’ici là.
propose-correct-send = Garder mon nouveau texte
